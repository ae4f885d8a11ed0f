import {
  type AgencyId,
  conflicts,
  type Levels,
  levelName,
  type Module,
  moduleEntry,
  modulesOf,
  type Sheet,
} from '@standpipe/policy';
import { type FieldError, invalidField } from '../http/problems.ts';
import type { OwnAgency } from '../http/session.ts';
import type { ClientSheetRow, PartnerRow, SheetRow, UserSheetRow } from './sheets.store.ts';
import { type RowState, whyPaused } from './wording.ts';

/** Every module of a sheet with its level; what is not stored is None. */
export const completed = (sheet: Sheet, levels: Levels): Levels =>
  Object.fromEntries(modulesOf(sheet).map(({ module }) => [module, levels[module] ?? 'none']));

/** A row's levels and dates as stored. */
export const stateOf = (sheet: Sheet, row: SheetRow): RowState => ({
  levels: completed(sheet, row.levels),
  startsAt: row.starts_at,
  endsAt: row.ends_at,
});

export const sameState = (sheet: Sheet, one: RowState, other: RowState): boolean =>
  one.startsAt === other.startsAt &&
  one.endsAt === other.endsAt &&
  modulesOf(sheet).every(({ module }) => (one.levels[module] ?? 'none') === (other.levels[module] ?? 'none'));

export const presentPartner = (row: PartnerRow) => ({
  id: row.id,
  name: row.name,
  color: row.color,
  state: row.state,
  countyFips: row.county_fips,
});

function presentRow(sheet: Sheet, own: OwnAgency, row: SheetRow) {
  const { startsAt, endsAt, levels } = stateOf(sheet, row);
  const inForce = row.paused.length === 0;
  return {
    levels,
    inForce,
    ...(!inForce && {
      why: whyPaused(row.paused, {
        sheet,
        own: own.name,
        partner: row.name,
        startsAt,
        endsAt,
        timeZone: own.timeZone,
      }),
    }),
    theirLevels: completed(sheet, row.their_levels),
    ...(row.saved_at && { savedAt: row.saved_at }),
    ...(row.saved_by && row.saved_by_name && { savedBy: { id: row.saved_by, name: row.saved_by_name } }),
    ...(startsAt && { startsAt }),
    ...(endsAt && { endsAt }),
  };
}

/** A row of the Client sheet as its administrators see it. */
export const presentClientRow = (own: OwnAgency, row: ClientSheetRow) => ({
  partner: presentPartner({ ...row, id: row.partner_id }),
  listedBecause: row.listed_because,
  version: row.version,
  ...presentRow('client', own, row),
});

/** A row of the User sheet as its administrators see it. */
export const presentUserRow = (own: OwnAgency, row: UserSheetRow) => ({
  partner: presentPartner({ ...row, id: row.partner_id }),
  ...presentRow('user', own, row),
  partnerCanRead: { permits: row.reads_permits, inspections: row.reads_inspections },
});

const earliest = Date.parse('1970-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T00:00:00Z');

function instantOf(time: string | null | undefined, path: string): string | null {
  if (time === undefined || time === null) return null;
  const at = Date.parse(time);
  if (!(at >= earliest && at <= latest))
    throw invalidField(path, 'must be a time between 1970 and 9999', 'out_of_range');
  return new Date(at).toISOString();
}

/**
 * The dates of a row to be saved; one that is left out is no date.
 * @throws Problem `invalid` when it would end before it starts
 */
export function datesOf(
  asked: { readonly startsAt?: string | null; readonly endsAt?: string | null },
  path: string,
): Pick<RowState, 'startsAt' | 'endsAt'> {
  const startsAt = instantOf(asked.startsAt, `${path}startsAt`);
  const endsAt = instantOf(asked.endsAt, `${path}endsAt`);
  if (startsAt && endsAt && Date.parse(endsAt) <= Date.parse(startsAt))
    throw invalidField(`${path}endsAt`, 'must be after startsAt', 'end_before_start');
  return { startsAt, endsAt };
}

/** What a row lacks before it can be saved, with the fix in words. */
export interface Lack {
  readonly fix: string;
  readonly error: FieldError;
  readonly missing: { readonly partnerId: AgencyId; readonly module: string; readonly level: string };
}

/** Holds a row's levels against the save rule. `path` leads to the module at fault, `whose` begins each message. */
export const lacksOf = (
  levels: Levels,
  partnerId: AgencyId,
  path: (module: Module) => string,
  whose = '',
): Lack[] =>
  conflicts(levels).map(({ module, needs, level }) => {
    const fix = `Set ${moduleEntry(needs).name} to ${levelName(needs, level)} before sharing ${moduleEntry(module).name}.`;
    return {
      fix,
      error: { path: path(module), message: `${whose}${fix}`, code: 'unmet_requirement' },
      missing: { partnerId, module: needs, level },
    };
  });
