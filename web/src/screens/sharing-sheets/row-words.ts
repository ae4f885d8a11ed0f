import { levelName, type Module, moduleEntry, waitsFor } from '@standpipe/policy';
import type { RowState } from './drafts.ts';
import { levelIn, type SheetRow } from './rows.ts';
import { countText } from './wording.ts';

/** The permission that the partner's users need to read what a module shares, as the sources name it. */
const readOf: Partial<Record<Module, readonly ['permits' | 'inspections', string]>> = {
  permits: ['permits', 'FD Permits - Read'],
  inspections: ['inspections', 'Fire Inspections - Read'],
};

/**
 * What stands below a cell: what somebody else just set there, who it waits for, or that no user of the partner can
 * read what it shares.
 * @param over the row that was chosen over, where somebody else saved it since
 */
export function noteOf(
  row: SheetRow,
  module: Module,
  over: SheetRow | null,
): { text: string; warns: boolean } | null {
  const theirs = levelIn(row.levels, module);
  if (over && theirs !== levelIn(over.levels, module))
    return { text: `Theirs: ${levelName(module, theirs)}`, warns: false };
  const waits = waitsFor(moduleEntry(module), levelIn(row.levels, module), levelIn(row.theirLevels, module));
  if (waits) return { text: `Waiting for ${waits === 'us' ? 'us' : row.partner.name}`, warns: false };
  const [key, permission] = readOf[module] ?? [];
  if (!key || !row.partnerCanRead) return null;
  return row.partnerCanRead[key]
    ? null
    : { text: `No user at ${row.partner.name} has ${permission}`, warns: true };
}

/** Until when a row counts that counts now: "until Dec 5, 2026". Empty for always; why another does not count, it says itself. */
export function termText({ inForce, endsAt }: SheetRow, timeZone: string): string {
  if (!inForce || !endsAt) return '';
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone });
  return `until ${day.format(new Date(endsAt))}`;
}

/** How many choices of a row are not saved. */
export const stateText = ({ draft, removed }: RowState): string => {
  if (removed) return 'Removed when you save';
  const count = Object.keys(draft?.levels ?? {}).length + (draft?.dates ? 1 : 0);
  return count === 0 ? '' : `${countText(count, 'change')} not saved`;
};

/** What a module is, where its name alone does not say it. */
export const aboutModule: Partial<Record<Module, string>> = {
  deviceLocations: 'Live locations of units signed in to Standpipe. No location history.',
  addressShareModule: 'Which records they may create at our addresses',
};
