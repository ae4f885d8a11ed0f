import type { Department, RegistryItem } from './readers/registry.ts';

/** A department as the reader gives it. */
export const department = (name: string, facts: Partial<Department> = {}): Department => ({
  name,
  state: 'IL',
  fdid: null,
  kind: 'fireDepartment',
  staffing: 'Career',
  city: 'Zion',
  zip: '60099',
  countyName: 'Lake',
  countyFips: '17097',
  countyBy: 'name',
  stations: [],
  notes: [],
  ...facts,
});

type Cells = Record<string, string>;

/** A file of these rows; bare cells are a row that the reader rejects. */
export async function* from(...rows: (Department | Cells)[]): AsyncGenerator<RegistryItem> {
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    yield 'countyFips' in row
      ? { line, rows: 1, department: row as Department }
      : { line, row: row as Cells, rejected: 'broken' };
  }
}
