import { type Levels, letsChange, levelName, modulesOf, type Sheet } from '@standpipe/policy';
import { momentText } from '../../ui/times.ts';
import { type Dates, type Draft, datesOf, levelIn, levelsOf, type SheetRow } from './rows.ts';

/** What a row gives: "Pre-Plans: View Only · Address: View Only". */
export const givenText = (sheet: Sheet, levels: Levels): string =>
  modulesOf(sheet)
    .filter(({ module }) => levelIn(levels, module) !== 'none')
    .map(({ module, name }) => `${name}: ${levelName(module, levelIn(levels, module))}`)
    .join(' · ');

/** One thing that a save would change, in words. */
export interface Change {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** It lets the partner's users change something that they could not change before. */
  readonly opens: boolean;
}

const dateText = (at: string | null, zone: string) => (at ? momentText(at, zone) : 'No date');

function dateChanges(before: Dates, after: Dates, zone: string): Change[] {
  const named = [
    ['Starts', 'startsAt'],
    ['Ends', 'endsAt'],
  ] as const;
  return named
    .filter(([, key]) => before[key] !== after[key])
    .map(([label, key]) => ({
      label,
      before: dateText(before[key], zone),
      after: dateText(after[key], zone),
      opens: false,
    }));
}

/** What saving a row would change: levels in the order of the columns, then dates. */
export function changesOf(sheet: Sheet, row: SheetRow, draft: Draft | null, zone: string): Change[] {
  const after = levelsOf(row, draft);
  const levels = modulesOf(sheet).flatMap(({ module, name }) => {
    const [was, is] = [levelIn(row.levels, module), levelIn(after, module)];
    if (was === is) return [];
    const opens = letsChange(module, is) && !letsChange(module, was);
    return [{ label: name, before: levelName(module, was), after: levelName(module, is), opens }];
  });
  return [...levels, ...dateChanges(datesOf(row, null), datesOf(row, draft), zone)];
}

const countsAt = ({ startsAt, endsAt }: Dates, now: number): boolean =>
  (!startsAt || Date.parse(startsAt) <= now) && (!endsAt || Date.parse(endsAt) > now);
const willCount = ({ endsAt }: Dates, now: number): boolean => !endsAt || Date.parse(endsAt) > now;

/** Levels that a save newly lets the partner's users change our data by: raised, or brought back by its dates. */
export function openingsOf(sheet: Sheet, row: SheetRow, draft: Draft | null, now = Date.now()): string[] {
  const after = levelsOf(row, draft);
  if (!willCount(datesOf(row, draft), now)) return [];
  const was = row.isNew !== true && countsAt(datesOf(row, null), now);
  const dated = draft?.dates !== undefined;
  return modulesOf(sheet).flatMap(({ module, name }) => {
    const level = levelIn(after, module);
    const before = letsChange(module, levelIn(row.levels, module)) && (was || !dated);
    return letsChange(module, level) && !before ? [`${name}: ${levelName(module, level)}`] : [];
  });
}

/** "3 partners", "1 partner". */
export const countText = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** Who adds partners and enables features, as the people of an agency know them. */
export const managers = 'your Customer Success Manager or Implementation Manager';
