import { decide } from '@standpipe/policy';
import type { Call } from '../http/call.ts';
import { invalidField } from '../http/problems.ts';
import { hasBadText } from '../http/strict-json.ts';
import { partiesOf } from '../kinds/entry.ts';
import { kinds, type RecordKind, rulesOf } from '../kinds/kinds.ts';
import { notOpened } from '../records/place-facts.ts';
import { reach, visible } from '../records/verbs.ts';
import { presentPartner } from '../sharing/sheet-row.ts';
import { type PlaceRow, placeDomain } from './places.service.ts';
import { findReceivers } from './transfers.store.ts';

/** May the viewer make one of these at a place that they see; if not, why not. */
function openingFor(call: Call, kind: RecordKind, row: PlaceRow) {
  const { viewer } = call;
  const create = rulesOf(kind).actions.create!;
  const parties = partiesOf(kinds[kind], { author_id: viewer.agency, owner_id: row.owner_id });
  if (decide(create, viewer, { parties, placeWithheld: row.withheld })) return { may: true, why: null };
  const lacking = create.needs.filter((each) => !viewer.permissions.has(each));
  const why =
    lacking.length > 0
      ? `Your roles do not hold ${lacking.join(' and ')}.`
      : notOpened(row.agency_name, kind);
  return { may: false, why };
}

/** What the viewer may make at a place that they see. @throws Problem `not_found` */
export async function readOpenings(call: Call, id: string) {
  const { row } = await visible<PlaceRow>(call, 'place', id);
  return {
    permit: openingFor(call, 'permit', row),
    inspection: openingFor(call, 'inspection', row),
    prePlan: openingFor(call, 'prePlan', row),
    communityConnect: openingFor(call, 'communityConnect', row),
  };
}

/** Agencies that a place can be offered to, by name: every active one but its owner. */
export async function listReceivers(call: Call, id: string, { q = '' }: { q?: string }) {
  const { row } = await reach(call, placeDomain, id, 'handOver');
  if (hasBadText(q)) throw invalidField('q', 'has a character that cannot be searched', 'bad_text');
  const words = q.split(/\s+/).filter(Boolean).slice(0, 8);
  return { items: (await findReceivers(call.db, row.owner_id, words)).map(presentPartner) };
}
