import { type Level, type Levels, type Module, modulesOf, type Sheet } from '@standpipe/policy';
import type { Partner } from '../../api/messages.ts';

/** One partner on a sheet, as the server says it: a row of either sheet. */
export interface SheetRow {
  readonly partner: Partner;
  readonly levels: Levels;
  readonly theirLevels: Levels;
  readonly inForce: boolean;
  readonly why?: string;
  readonly startsAt?: string;
  readonly endsAt?: string;
  /** When the row was saved last, and by whom of our administrators. */
  readonly savedAt?: string;
  readonly savedBy?: { readonly id: string; readonly name: string };
  /** The Client sheet's: 0 when the row was never saved. */
  readonly version?: number;
  readonly listedBecause?: 'same_county' | 'linked';
  /** The User sheet's; not known of a partner that is not saved yet. */
  readonly partnerCanRead?: { readonly permits: boolean; readonly inspections: boolean };
  /** Added on this page and not saved yet. */
  readonly isNew?: true;
}

/** When a row counts; null for no limit. */
export interface Dates {
  readonly startsAt: string | null;
  readonly endsAt: string | null;
}

/** What was chosen in a row and is not saved. */
export interface Draft {
  /** The row when the first choice was made. */
  readonly base: SheetRow;
  readonly levels: Levels;
  readonly dates?: Dates;
}

export const levelIn = (levels: Levels, module: Module): Level => levels[module] ?? 'none';

/** Every level of a row as it would be saved. */
export const levelsOf = (row: SheetRow, draft: Draft | null): Levels =>
  draft ? { ...row.levels, ...draft.levels } : row.levels;

/** The dates of a row as they would be saved. */
export const datesOf = (row: SheetRow, draft: Draft | null): Dates =>
  draft?.dates ?? { startsAt: row.startsAt ?? null, endsAt: row.endsAt ?? null };

/** A partner that was just added: everything stands at None. */
export const newRow = (sheet: Sheet, partner: Partner): SheetRow => {
  const levels = Object.fromEntries(modulesOf(sheet).map(({ module }) => [module, 'none'])) as Levels;
  return { partner, levels, theirLevels: levels, inForce: true, isNew: true };
};
