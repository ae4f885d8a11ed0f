import { type AgencyId, agencyId } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { colorFor } from '../agencies/colors.ts';
import { countyByName } from '../agencies/counties.ts';
import { emitAccess, logChanges } from '../audit/audit.store.ts';
import type { Database, Db } from '../db/open.ts';
import { createBuiltInRoles } from '../people/enrol.ts';
import { type BatchOutcome, type ImportRun, importInBatches, type Tally, type Verdict } from './batches.ts';
import { isRejected, type Rejected } from './readers/csv.ts';
import type { Department, RegistryItem } from './readers/registry.ts';
import {
  type CandidateAgency,
  candidateAgencies,
  insertAgencies,
  type NewAgency,
  renameAgencies,
  type WantedAgency,
} from './registry.store.ts';
import { timeZoneOf } from './time-zones.ts';

interface Item {
  readonly line: number;
  readonly department: Department;
}

interface Renamed {
  readonly standing: CandidateAgency;
  readonly after: { readonly name: string; readonly fdid: string | null };
}

/** Which part of the registry is wanted; all of it unless said. */
export interface RegistryPart {
  readonly state?: string | undefined;
  /** FIPS, five digits. */
  readonly county?: string | undefined;
}

/**
 * Makes accounts of the registry's departments, or brings their names up to date. An agency is known by its FDID
 * within its state, else by name and county. An account's county, time zone, colour and features are the operator's: an
 * import never changes them, because who stands on whose sheet hangs on the county.
 */
export function importRegistry(
  database: Database,
  source: AsyncIterable<RegistryItem>,
  part: RegistryPart = {},
  run: ImportRun = {},
): Promise<Tally> {
  const claimed = new Set<AgencyId>();
  return importInBatches<Item>(database, departmentsOf(source, part), run, (db, items) =>
    applyDepartments(db, items, run, claimed),
  );
}

/** The departments of a part of the registry; of the rejected rows those that might belong to it. */
async function* departmentsOf(
  source: AsyncIterable<RegistryItem>,
  { state, county }: RegistryPart,
): AsyncGenerator<Item | Rejected> {
  for await (const item of source) {
    if (isRejected(item)) {
      const its = (item.row['HQ State'] ?? '').trim();
      const named = countyByName(its, item.row.County ?? '')?.fips;
      if ((!state || !its || its === state) && (!county || !named || named === county)) yield item;
    } else if ('department' in item) {
      const { department } = item;
      if ((!state || department.state === state) && (!county || department.countyFips === county))
        yield { line: item.line, department };
    }
  }
}

async function applyDepartments(
  db: Db,
  items: readonly Item[],
  run: ImportRun,
  claimed: Set<AgencyId>,
): Promise<BatchOutcome> {
  const wanted = items.map(({ department }) => wantedOf(department));
  const candidates = Map.groupBy(await candidateAgencies(db, wanted, !run.dryRun), (each) => each.at);
  const taken = new Set(claimed);
  const created: NewAgency[] = [];
  const renamed: Renamed[] = [];
  const notes: [number, string][] = [];
  const verdicts = items.map(({ line, department }, at): Verdict => {
    const standing = candidates.get(at)?.find((each) => !taken.has(each.id));
    for (const note of standing ? [] : department.notes) notes.push([line, `${department.name}: ${note}`]);
    if (!standing) {
      const agency = accountOf(department);
      created.push(agency);
      taken.add(agency.id);
      return 'created';
    }
    taken.add(standing.id);
    if (standing.county_fips !== department.countyFips)
      notes.push([
        line,
        `${department.name}: its county is ${department.countyFips} in the file and ${standing.county_fips} here, which stays`,
      ]);
    const after = { name: department.name, fdid: department.fdid ?? standing.fdid };
    if (after.name === standing.name && after.fdid === standing.fdid) return 'unchanged';
    renamed.push({ standing, after });
    return 'changed';
  });
  if (!run.dryRun) await writeAccounts(db, created, renamed);
  const learn = () => {
    for (const id of taken) claimed.add(id);
    for (const [line, note] of notes) run.onNote?.(line, note);
  };
  return { verdicts, learn };
}

const wantedOf = ({ name, state, fdid, countyFips }: Department): WantedAgency => ({
  name,
  state,
  fdid,
  county: countyFips,
});

function accountOf(department: Department): NewAgency {
  const id = agencyId(newId());
  const { kind, state } = department;
  return { ...wantedOf(department), id, kind, timeZone: timeZoneOf(state), color: colorFor(id) };
}

async function writeAccounts(
  db: Db,
  created: readonly NewAgency[],
  renamed: readonly Renamed[],
): Promise<void> {
  if (created.length + renamed.length === 0) return;
  await insertAgencies(db, created);
  for (const { id } of created) await createBuiltInRoles(db, id);
  await renameAgencies(
    db,
    renamed.map(({ standing, after }) => ({ id: standing.id, ...after })),
  );
  const entry = { action: 'import', kind: 'agency' };
  await logChanges({ db }, [
    ...created.map(({ id, county, ...facts }) => {
      return { ...entry, id, after: { ...facts, countyFips: county }, agency: id };
    }),
    ...renamed.map(({ standing: { id, name, fdid }, after }) => {
      return { ...entry, id, before: { name, fdid }, after, agency: id };
    }),
  ]);
  await emitAccess({ db }, []);
}
