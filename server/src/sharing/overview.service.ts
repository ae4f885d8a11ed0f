import type { SharingOverview } from '@standpipe/contract';
import { catalogue, type Module, ownModules, type Sheet, sheets } from '@standpipe/policy';
import { type Call, ownAgency } from '../http/call.ts';
import type { OwnAgency } from '../http/session.ts';
import { kindNames, kinds, rulesOf } from '../kinds/kinds.ts';
import { type OverviewRow, readGrants, readUses, type UseRow } from './overview.store.ts';
import { type Pause, timeText, whyPaused } from './wording.ts';

/** The kinds of record by whose reading a module's use is known; a module that is not here has no such trace. */
const kindsOf = new Map(
  catalogue.flatMap(({ module }): [Module, readonly string[]][] => {
    const opened = kindNames.filter((kind) => ownModules(rulesOf(kind)).includes(module));
    return opened.length > 0
      ? [[module, opened.flatMap((kind) => [kind, ...(kinds[kind].alsoViewedAs ?? [])])]]
      : [];
  }),
);
const allKinds = [...new Set([...kindsOf.values()].flat())];

/** Every direct grant from and to the own agency, with what became of it. */
export async function readOverview(call: Call): Promise<SharingOverview> {
  const own = ownAgency(call);
  const given = await readGrants(call.db, own.id, 'given');
  const received = await readGrants(call.db, own.id, 'received');
  const uses = await readUses(call.db, own.id, [...new Set(given.map(({ id }) => id))], allKinds);
  const byPartner = Map.groupBy(uses, (each) => each.viewer_agency_id);
  return {
    given: given.map((row) => ({
      ...grantOf(row, whyPaused(row.paused, { ...datesOf(row), ...namesOf(own, row) })),
      changedBy: row.changed_by,
      lastUse: useOf(row.module, byPartner.get(row.id) ?? []),
    })),
    received: received.map((row) => grantOf(row, whyNotReceived(own, row))),
  };
}

const datesOf = (row: OverviewRow) => ({ startsAt: row.starts_at, endsAt: row.ends_at });
const namesOf = (own: OwnAgency, row: OverviewRow) => ({
  sheet: row.sheet,
  own: own.name,
  partner: row.name,
  timeZone: own.timeZone,
});

const grantOf = (row: OverviewRow, why: string) => ({
  sheet: row.sheet,
  module: row.module,
  partner: {
    id: row.id,
    name: row.name,
    color: row.color,
    state: row.state,
    contact: { name: row.contact_name, phone: row.contact_phone, email: row.contact_email },
  },
  level: row.level,
  inForce: row.paused.length === 0,
  ...(why && { why }),
  ...datesOf(row),
  changedAt: row.changed_at,
});

/**
 * Why what a grantor gives does not count, told to its partner: the partner's own side and what both are told anyway;
 * of the grantor's side no more than whom to ask.
 */
function whyNotReceived(own: OwnAgency, row: OverviewRow): string {
  const { name: grantor, sheet } = row;
  const at = (time: string | null) => timeText(time ?? '', own.timeZone);
  const theirs = `It is paused by ${grantor}. Contact them.`;
  const sentences: Record<Pause, () => string> = {
    grantorFeatureOff: () => theirs,
    grantorDeactivated: () => theirs,
    partnerFeatureOff: () => featureOff(sheet, own.name),
    notListed: () =>
      `${grantor} shares no county with ${own.name} and is not linked to it. Ask the platform operator for a link.`,
    notStarted: () => `It starts on ${at(row.starts_at)}.`,
    ended: () => `It ended on ${at(row.ends_at)}; ask ${grantor} for a later end.`,
    partnerDeactivated: () => `${own.name} is deactivated. Contact the platform operator.`,
  };
  return [...new Set(row.paused.map((each) => sentences[each]()))].join(' ');
}

const featureOff = (sheet: Sheet, own: string) =>
  `${sheets[sheet].name} is not enabled for ${own}. Contact your Customer Success Manager or Implementation Manager.`;

function useOf(module: Module, uses: readonly UseRow[]) {
  const kinds = kindsOf.get(module);
  if (!kinds) return null;
  const counted = uses.filter(({ kind }) => kinds.includes(kind));
  const at =
    counted
      .map(({ last_at }) => last_at)
      .sort()
      .at(-1) ?? null;
  const sum = (of: (row: UseRow) => number) => counted.reduce((total, row) => total + of(row), 0);
  return { at, views: sum((row) => row.views), records: sum((row) => row.records) };
}
