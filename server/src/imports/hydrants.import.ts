import { isDeepStrictEqual } from 'node:util';
import { v7 as newId } from 'uuid';
import { emitRecords, logChanges } from '../audit/audit.store.ts';
import type { Db } from '../db/open.ts';
import { openFor } from '../db/scopes.ts';
import { type HydrantRow, hydrantContent } from '../hydrants/hydrants.service.ts';
import { subjectOf } from '../kinds/entry.ts';
import { hydrantKind } from '../kinds/hydrant.kind.ts';
import { addVersions } from '../records/versions.ts';
import type { BatchOutcome, Verdict } from './batches.ts';
import { type HydrantPlan, type HydrantRecord, planHydrant } from './hydrants.plan.ts';
import { hydrantsByExternalId, insertHydrants, updateHydrants } from './hydrants.store.ts';
import { authorOf, beginBatch, type Importer, personOf } from './importer.ts';
import { remember, rememberedOf } from './memory.store.ts';
import { saidSoFar } from './memory.ts';
import { opened } from './places.import.ts';

const kind = 'hydrant';
const deletedHere =
  'the hydrant came in before and was deleted here; it stays so unless the mapping says to bring deleted records back';

/** Makes hydrants of an agency, or brings them up to date. One that the file no longer lists stays. */
export async function applyHydrants(
  db: Db,
  importer: Importer,
  records: readonly HydrantRecord[],
  write: boolean,
  bringBack = false,
): Promise<BatchOutcome> {
  const { agency } = importer;
  await beginBatch(db, agency);
  const ids = records.map(({ externalId }) => externalId);
  const found = await hydrantsByExternalId(db, agency, ids, write);
  const standing = new Map(found.map((row) => [row.external_id, row]));
  const remembered = await rememberedOf(db, agency, kind, ids);
  const plans = records.map((record) => {
    const { externalId } = record;
    const before = standing.get(externalId) ?? null;
    if (!before && remembered.has(externalId) && !bringBack) return deletedHere;
    return planHydrant(importer, record, before, remembered.get(externalId));
  });
  const taken = plans.filter((plan) => typeof plan === 'object');
  if (write) {
    await writeHydrants(db, importer, taken);
    const accepted = records.filter((_, at) => typeof plans[at] === 'object');
    await remember(
      db,
      agency,
      kind,
      accepted.flatMap(({ externalId, content }) => {
        const before = remembered.get(externalId);
        const said = saidSoFar(before, { ...content });
        return before && isDeepStrictEqual(before, said) ? [] : [{ externalId, said }];
      }),
    );
  }
  return { verdicts: plans.map(verdictOf), warnings: taken.flatMap(warningsOf) };
}

const changes = ({ columns }: HydrantPlan) => Object.keys(columns).length > 0;

const verdictOf = (plan: HydrantPlan | string): Verdict => {
  if (typeof plan === 'string') return { rejected: plan };
  if (!plan.standing) return 'created';
  return changes(plan) ? 'changed' : 'unchanged';
};

const warningsOf = ({ standing, columns, warnings }: HydrantPlan) => [
  ...warnings,
  ...(standing?.withheld && columns.withheld === false ? [opened] : []),
];

/** What new hydrants have where their file says nothing. */
const blank = Object.fromEntries(hydrantKind.columns.map((name) => [name, null]));

/** The whole row as it is to be. */
const rowOf = (importer: Importer, { standing, columns, externalId }: HydrantPlan): HydrantRow => {
  if (standing) return { ...standing, ...columns, version: standing.version + 1 } as HydrantRow;
  const begun = { id: newId(), owner_id: importer.agency, created_by: personOf(importer), version: 1 };
  const state = { status: 'inService', withheld: false, external_id: externalId };
  return { ...blank, ...begun, ...state, ...columns } as unknown as HydrantRow;
};

/** Writes what was planned with its traces: the change log, a version each, and the stream. */
async function writeHydrants(db: Db, importer: Importer, plans: readonly HydrantPlan[]): Promise<void> {
  const { agency } = importer;
  const rows = plans
    .filter((plan) => !plan.standing || changes(plan))
    .map((plan) => ({ plan, row: rowOf(importer, plan) }));
  const ofNew = (isNew: boolean) => rows.filter(({ plan }) => !plan.standing === isNew).map(({ row }) => row);
  await insertHydrants(db, ofNew(true));
  // An agency's first hydrant makes the scope that its versions are written in.
  await openFor(db, importer.viewer, [kind], agency);
  await updateHydrants(db, ofNew(false));
  await logChanges(
    authorOf(importer, db),
    rows.map(({ plan: { standing, way }, row }) => ({
      action: 'import',
      kind,
      id: row.id,
      way,
      agency,
      ...differences(standing, row),
    })),
  );
  await addVersions(
    db,
    rows.map(({ row }) => ({
      kind,
      id: row.id,
      version: row.version,
      agency,
      byPerson: personOf(importer),
      byAgency: agency,
      content: hydrantContent(row),
    })),
  );
  await emitRecords(
    { db },
    rows.map(({ plan: { standing }, row }) => ({
      kind,
      id: row.id,
      before: standing && subjectOf(hydrantKind, standing),
      after: subjectOf(hydrantKind, row),
    })),
  );
}

/** The fields that differ, as they were and as they are; of a new hydrant those that say something. */
function differences(before: HydrantRow | null, after: HydrantRow) {
  const facts = (row: HydrantRow): Record<string, unknown> => ({
    ...hydrantContent(row),
    withheld: row.withheld,
  });
  const [was, is] = [before ? facts(before) : {}, facts(after)];
  const fields = Object.keys(is).filter((field) => !isDeepStrictEqual(was[field] ?? null, is[field] ?? null));
  const only = (all: Record<string, unknown>) =>
    Object.fromEntries(fields.map((field) => [field, all[field]]));
  return { ...(before && { before: only(was) }), after: only(is) };
}
