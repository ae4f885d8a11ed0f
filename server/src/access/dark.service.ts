import { Readable } from 'node:stream';
import type { DarkExport } from '@standpipe/contract';
import {
  type AgencyId,
  decide,
  everyPermission,
  missing,
  placeOwnerOf,
  type Subject,
  type Viewer,
} from '@standpipe/policy';
import { logChange } from '../audit/audit.store.ts';
import { type Call, ownAgency } from '../http/call.ts';
import { Problem } from '../http/problems.ts';
import { kindNames, kinds, type RecordKind, rulesOf } from '../kinds/kinds.ts';
import { addNotices } from '../notices/notices.store.ts';
import { whyPaused } from '../sharing/wording.ts';
import { countClasses, type RecordClass } from './counts.store.ts';
import { csvHead, csvLine } from './dark.csv.ts';
import { readScope } from './dark.store.ts';
import { findAgencies } from './explain.store.ts';
import { conditionText } from './explain.wording.ts';

/** The kinds whose records can be hidden from the agency that made them, and so have a custody export. */
const darkKinds = kindNames.filter((kind) => kinds[kind].custody);

const isDark = (viewer: Viewer, kind: RecordKind, subject: Subject): boolean =>
  decide(rulesOf(kind).actions.view, viewer, subject) === null;

/** The own agency with every permission: what is dark for it is dark for all its users. */
const wholeAgency = (call: Call): Viewer => ({ ...call.asker.viewer, permissions: everyPermission });

/** The own agency's records at others' places that the rules hide from the agency that made them. */
async function darkClasses(call: Call, asked: readonly RecordKind[]): Promise<RecordClass[]> {
  const own = ownAgency(call).id;
  const viewer = wholeAgency(call);
  const classes = await countClasses(call.db, own, asked);
  return classes.filter(
    ({ kind, subject }) => subject.parties.author === own && isDark(viewer, kind, subject),
  );
}

/** How many own records are dark, by kind and by the owner who can bring them back. */
export async function countDarkRecords(call: Call) {
  const classes = await darkClasses(call, darkKinds);
  const own = ownAgency(call);
  const agencies = await findAgencies(call.db, [
    own.id,
    ...classes.map(({ subject }) => placeOwnerOf(subject)),
  ]);
  const name = (id: AgencyId) => agencies.get(id)!.name;
  const groups = Map.groupBy(classes, ({ kind, subject }) => `${kind} ${placeOwnerOf(subject)}`);
  const items = [...groups.values()].map((each) => {
    const { kind, subject } = each[0]!;
    const owner = placeOwnerOf(subject);
    return {
      kind,
      placeOwner: { id: owner, name: name(owner) },
      count: each.reduce((sum, { n }) => sum + n, 0),
      ask: askFor(call, kind, subject, name),
    };
  });
  const byOwner = (one: (typeof items)[number]) => `${one.placeOwner.name.toLowerCase()} ${one.kind}`;
  return { items: items.sort((a, b) => (byOwner(a) < byOwner(b) ? -1 : 1)) };
}

/** Who can bring such records back, and how, from the rule itself. */
function askFor(call: Call, kind: RecordKind, subject: Subject, name: (id: AgencyId) => string): string {
  const own = ownAgency(call);
  const rules = rulesOf(kind);
  const scene = { kind: rules, subject, viewer: own.id, name };
  const [shortest = []] = missing(rules.actions.view!, wholeAgency(call), subject);
  const texts = shortest.map((each) => conditionText(scene, each));
  const owner = name(placeOwnerOf(subject));
  const off = own.userDataSharing
    ? ''
    : ` ${whyPaused(['grantorFeatureOff'], { sheet: 'user', own: own.name, partner: owner, startsAt: null, endsAt: null, timeZone: own.timeZone })}`;
  return `${owner} decides. Contact them. They are there again once ${texts.join(', and ')}.${off}`;
}

/**
 * The custody export: an agency's own fields of its dark records, as CSV, without a word about the place. It is logged,
 * and the owners of the places are told of it, before the first line leaves.
 */
export async function exportDarkRecords(call: Call, asked: DarkExport): Promise<Readable> {
  const own = ownAgency(call);
  const chosen = asked.kind ? [asked.kind] : darkKinds;
  requireReads(call, chosen);
  const wantedOwner = asked.placeOwnerId?.toLowerCase();
  const classes = (await darkClasses(call, chosen)).filter(
    ({ subject }) => wantedOwner === undefined || placeOwnerOf(subject) === wantedOwner,
  );
  const counted = Map.groupBy(classes, ({ subject }) => placeOwnerOf(subject));
  const exported = [...counted].map(([placeOwnerId, each]) => ({
    placeOwnerId,
    ...Object.fromEntries(chosen.map((kind) => [kind, sumOf(each.filter((one) => one.kind === kind))])),
  }));
  await logChange(call, { action: 'export', kind: 'darkRecords', id: null, after: { ...asked, exported } });
  await addNotices(
    call,
    [...counted.keys()].map((owner) => ({
      agency: owner,
      needs: ['Admin - User Data Sharing' as const],
      topic: 'custodyExport' as const,
      about: own.id,
      text: `${own.name} exported records of its own at your places that it cannot see at present. The copy holds what ${own.name} wrote and nothing about the places.`,
    })),
  );
  call.reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="dark-records.csv"');
  return Readable.from(csvOf(call, classes), { objectMode: false });
}

const sumOf = (classes: readonly RecordClass[]) => classes.reduce((sum, { n }) => sum + n, 0);

/** @throws Problem `not_allowed`: whoever takes records out must be one who may read them */
function requireReads(call: Call, asked: readonly RecordKind[]): void {
  const needs = asked.flatMap((kind) => rulesOf(kind).actions.view!.needs);
  const lacking = needs.filter((each) => !call.asker.viewer.permissions.has(each));
  if (lacking.length > 0)
    throw new Problem('not_allowed', `You need ${lacking.join(' and ')} to export these records.`, {
      missing: lacking,
    });
}

/** The lines, read as they are sent, after the transaction that decided and logged them. */
async function* csvOf(call: Call, classes: readonly RecordClass[]): AsyncGenerator<string> {
  const { agency } = call.asker.viewer;
  const viewer = wholeAgency(call);
  yield csvHead;
  const scopes = new Map(
    classes.map(({ kind, scopeId, subject }) => [`${kind} ${scopeId}`, { kind, scopeId, subject }]),
  );
  for (const { kind, scopeId, subject } of scopes.values())
    for await (const row of readScope(call.house.database.viewer, agency, kind, scopeId)) {
      const { status, withheld, place_withheld: placeWithheld } = row;
      if (isDark(viewer, kind, { ...subject, status, withheld, placeWithheld })) yield csvLine(kind, row);
    }
}
