import { letsChange, modulesOf, type Sheet } from '@standpipe/policy';
import { countyText } from '../../ui/counties.ts';
import type { Filter } from '../../ui/filter-chip.tsx';
import type { FilterValues } from '../../ui/use-filters.ts';
import { levelIn, type SheetRow } from './rows.ts';

const gives = ({ levels }: SheetRow) => Object.values(levels).some((level) => level !== 'none');
const opens = (sheet: Sheet, { levels }: SheetRow) =>
  modulesOf(sheet).some(({ module }) => letsChange(module, levelIn(levels, module)));

const states = [
  { value: 'something', label: 'Shares something' },
  { value: 'nothing', label: 'Shares nothing' },
  { value: 'changes', label: 'They can make changes' },
  { value: 'paused', label: 'Not in force' },
  { value: 'dated', label: 'Has a start or end date' },
  { value: 'unsaved', label: 'Not saved yet' },
] as const;

/** What a sheet can be narrowed by: a county of those that are there, what is shared at all, one module's level. */
export function filtersOf(sheet: Sheet, rows: readonly SheetRow[]): Filter[] {
  const counties = new Map(rows.map(({ partner }) => [partner.countyFips, partner.state]));
  const options = [...counties]
    .map(([value, state]) => ({ value, label: `${countyText(value)}, ${state}` }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return [
    { name: 'county', label: 'County', options },
    {
      name: 'sharing',
      label: 'Sharing',
      options: states.filter(({ value }) => value !== 'changes' || sheet === 'client'),
    },
    ...modulesOf(sheet).map(({ module, name, levels }) => ({
      name: module,
      label: name,
      options: levels.map((each) => ({ value: each.level, label: each.name })),
    })),
  ];
}

/** The rows that the address asks for; levels are those that are stored. */
export function narrow(
  sheet: Sheet,
  rows: readonly SheetRow[],
  values: FilterValues,
  unsaved: ReadonlySet<string>,
): readonly SheetRow[] {
  const words = (values.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const tests: ((row: SheetRow) => boolean)[] = [];
  if (words.length > 0)
    tests.push(({ partner }) => words.every((word) => partner.name.toLowerCase().includes(word)));
  if (values.county) tests.push(({ partner }) => partner.countyFips === values.county);
  if (values.sharing === 'something') tests.push(gives);
  if (values.sharing === 'nothing') tests.push((row) => !gives(row));
  if (values.sharing === 'changes') tests.push((row) => opens(sheet, row));
  if (values.sharing === 'paused') tests.push(({ inForce }) => !inForce);
  if (values.sharing === 'dated')
    tests.push(({ startsAt, endsAt }) => startsAt !== undefined || endsAt !== undefined);
  if (values.sharing === 'unsaved') tests.push(({ partner }) => unsaved.has(partner.id));
  for (const { module } of modulesOf(sheet))
    if (values[module]) tests.push(({ levels }) => levelIn(levels, module) === values[module]);
  return tests.length === 0 ? rows : rows.filter((row) => row.isNew || tests.every((test) => test(row)));
}
