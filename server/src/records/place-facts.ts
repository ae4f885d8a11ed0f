import { isDeepStrictEqual } from 'node:util';
import { type AgencyId, agencyId, decide, type Viewer } from '@standpipe/policy';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/open.ts';
import { type Call, eyesOf, isId, ownAgency } from '../http/call.ts';
import { notFound, Problem } from '../http/problems.ts';
import { partiesOf, subjectOf } from '../kinds/entry.ts';
import { kinds, type RecordKind, rulesOf } from '../kinds/kinds.ts';
import { placeKind } from '../kinds/place.kind.ts';

/** What the rule for creating needs of a place, for any asker. It never leaves the server. */
export interface PlaceFacts {
  readonly id: string;
  readonly ownerId: AgencyId;
  readonly withheld: boolean;
  readonly addressLine: string;
  readonly lng: number;
  readonly lat: number;
}

/** The facts of a place that is not retired, or null; locked, it stays as it is until the transaction ends. */
async function findFacts(db: Db, id: string, locked = false): Promise<PlaceFacts | null> {
  const { rows } = await sql<{
    owner_id: string;
    withheld: boolean;
    address_line: string;
    lng: number;
    lat: number;
  }>`select * from ${locked ? sql`hold_place(${id})` : sql`place_door(${id})`}`.execute(db);
  const row = rows[0];
  return row
    ? {
        id,
        ownerId: agencyId(row.owner_id),
        withheld: row.withheld,
        addressLine: row.address_line,
        lng: row.lng,
        lat: row.lat,
      }
    : null;
}

/** May this viewer open this place? */
const canOpen = (viewer: Viewer, facts: PlaceFacts): boolean =>
  decide(
    placeKind.rules.actions.view,
    viewer,
    subjectOf(placeKind, { owner_id: facts.ownerId, withheld: facts.withheld }),
  ) !== null;

/** The filter `?place=`: rows at a place that the viewer may open; a hidden or unknown id gives none. */
export async function filterByPlace(call: Call, id: string): Promise<RawBuilder<unknown>> {
  const facts = isId(id) ? await findFacts(call.db, id) : null;
  return facts && eyesOf(call).every((eye) => canOpen(eye, facts)) ? isAtPlace(id) : sql`false`;
}

/** The planner is not told which place: it knows how many records are there, of whomever, and would read otherwise. */
export const isAtPlace = (id: string): RawBuilder<unknown> => sql`t.place_id = (select ${id}::uuid)`;

/**
 * The place at which something new is made, once the rule for creating says yes. It is locked until the transaction
 * ends, so that nothing is made at a place that was withheld, handed over or retired in between.
 * @throws Problem 404 when the place is not visible either, 403 when it is
 */
export async function enterPlace(
  call: Call,
  kind: RecordKind,
  placeId: string,
): Promise<{ readonly place: PlaceFacts; readonly way: string }> {
  const me = ownAgency(call).id;
  let facts = await findFacts(call.db, placeId);
  const wayOf = ({ ownerId, withheld }: PlaceFacts) =>
    decide(rulesOf(kind).actions.create, call.viewer, {
      parties: partiesOf(kinds[kind], { author_id: me, owner_id: ownerId }),
      placeWithheld: withheld,
    })?.way;
  while (facts) {
    // Whoever may not, waits for nothing of the owner's: that would tell them that the place is there.
    if (!wayOf(facts)) throw await closed(call, kind, facts);
    if (facts.ownerId !== me) await call.rely(facts.ownerId);
    const way = wayOf(facts);
    if (!way) throw await closed(call, kind, facts);
    const locked = await findFacts(call.db, placeId, true);
    if (isDeepStrictEqual(locked, facts)) return { place: facts, way };
    facts = locked;
  }
  throw notFound();
}

/** Why a viewer who sees a place may make nothing of a kind there. */
export const notOpened = (owner: string, kind: RecordKind): string =>
  kinds[kind].parties.author
    ? `${owner} owns this place and has not opened it for ${rulesOf(kind).name} of yours; ask them to set Address Share Module.`
    : `${owner} owns this place: only ${owner} can make ${rulesOf(kind).name} there.`;

async function closed(call: Call, kind: RecordKind, facts: PlaceFacts): Promise<Problem> {
  if (!canOpen(call.viewer, facts)) return notFound();
  const owner = await call.db
    .selectFrom('agency')
    .select('name')
    .where('id', '=', facts.ownerId)
    .executeTakeFirst();
  return new Problem('not_allowed', notOpened(owner?.name ?? 'Another agency', kind), {
    missing: [kinds[kind].parties.author ? 'addressShareModule' : 'own'],
  });
}
