/** Flow tests: recorded once and never changed. The newest one gives the hydrant's rating. */
import { NewHydrantTest, pressurizedTypes } from '@standpipe/contract';
import { flowClassOf, isOutdated, rateFlowTest } from '@standpipe/water';
import { v7 as newId } from 'uuid';
import { bodyOf, type Call, ownAgency } from '../http/call.ts';
import { openCursor, type Page, sealCursor } from '../http/paging.ts';
import { type FieldError, notFound, Problem } from '../http/problems.ts';
import { reachForWrite, requireFields, visible, writeChange } from '../records/verbs.ts';
import { type HydrantRow, hydrantDomain, today } from './hydrants.service.ts';
import { findTest, insertTest, listTests, lockHydrant, newestTest, type TestRow } from './tests.store.ts';

const refused = (errors: readonly FieldError[]) =>
  new Problem('unmet_requirement', errors.map(({ message }) => message).join(' '), { errors });

/** What a test comes to. @throws Problem `unmet_requirement` for readings that nothing can be computed from */
function rate(type: string, test: NewHydrantTest) {
  if (!(pressurizedTypes as readonly string[]).includes(type))
    throw refused([
      { path: 'outlets', message: 'Only a hydrant on a water main is flow tested.', code: 'not_of_type' },
    ]);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  if (test.testedOn > tomorrow)
    throw refused([{ path: 'testedOn', message: 'The day of the test is in the future.', code: 'future' }]);
  const rated = rateFlowTest(test);
  if (rated.ok) return rated.result;
  throw refused(
    rated.refusals.map(({ field, message }) => ({ path: field, message, code: 'not_computable' })),
  );
}

/** Records a flow test, and rates the hydrant by it unless a newer one does. @returns its id */
export async function recordTest(call: Call, hydrantId: string): Promise<string> {
  const refuse = (row: HydrantRow) => hydrantDomain.refusal(row, 'edit');
  await reachForWrite<HydrantRow>(call, hydrantDomain, hydrantId, 'edit');
  await lockHydrant(call.db, hydrantId);
  const reached = await reachForWrite<HydrantRow>(call, hydrantDomain, hydrantId, 'edit');
  const { row } = reached;
  requireFields(reached, { tests: true }, () => refuse(row));
  const test = bodyOf(call, NewHydrantTest);
  const { flowGpm, ratedFlowGpm, targetPsi } = rate(row.type, test);
  const id = newId();
  await insertTest(call.db, {
    id,
    hydrant_id: row.id,
    agency_id: row.owner_id,
    by_agency: ownAgency(call).id,
    by_person: call.asker.person.id,
    tested_on: test.testedOn,
    static_psi: test.staticPsi,
    residual_psi: test.residualPsi,
    outlets: JSON.stringify(test.outlets),
    flow_gpm: flowGpm,
    rated_flow_gpm: ratedFlowGpm,
    target_psi: targetPsi,
  });
  const rates = (await newestTest(call.db, row.id)) === id;
  await writeChange(
    call,
    hydrantDomain,
    reached,
    rates ? { rated_flow_gpm: ratedFlowGpm, rated_on: test.testedOn } : {},
    {
      deed: 'edit',
      logged: { test: { ...test, flowGpm, ratedFlowGpm } },
      did: `recorded a flow test of hydrant ${row.number}`,
    },
  );
  return id;
}

const present = (call: Call, hydrant: HydrantRow, row: TestRow, newest: string | null) => ({
  id: row.id,
  createdAt: row.created_at,
  recordedBy: { id: row.by_agency, name: row.agency_name, color: row.agency_color },
  ...(call.viewer.agency === hydrant.owner_id && {
    user: row.person_id && row.person_name !== null ? { id: row.person_id, name: row.person_name } : null,
  }),
  testedOn: row.tested_on,
  staticPsi: row.static_psi,
  residualPsi: row.residual_psi,
  outlets: row.outlets,
  flowGpm: row.flow_gpm,
  ratedFlowGpm: row.rated_flow_gpm,
  targetPsi: row.target_psi,
  flowClass: flowClassOf(row.rated_flow_gpm),
  rates: row.id === newest,
  outdated: isOutdated(row.tested_on, today()),
});

/** The hydrant, where its tests are open to this viewer. @throws Problem `not_found` */
async function tested(call: Call, id: string): Promise<HydrantRow> {
  const { row, fields } = await visible<HydrantRow>(call, 'hydrant', id);
  if (fields !== null && !fields.has('tests')) throw notFound();
  return row;
}

export async function readTest(call: Call, hydrantId: string, id: string) {
  const hydrant = await tested(call, hydrantId);
  const row = await findTest(call.db, hydrant.id, id);
  if (!row) throw notFound();
  return present(call, hydrant, row, await newestTest(call.db, hydrant.id));
}

/** A hydrant's flow tests, the newest day first. */
export async function readTests(
  call: Call,
  hydrantId: string,
  { limit = 50, cursor: sealed }: { readonly limit?: number; readonly cursor?: string },
): Promise<Page<ReturnType<typeof present>>> {
  const hydrant = await tested(call, hydrantId);
  const bound = `hydrantTests:${hydrant.id}:${call.asker.credential}:${call.viewer.agency}`;
  const cursor = sealed ? openCursor(sealed, bound, call.house.secret) : null;
  const rows = await listTests(call.db, hydrant.id, {
    after: cursor && { key: String(cursor.key), id: cursor.id },
    limit,
  });
  const newest = await newestTest(call.db, hydrant.id);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((row) => present(call, hydrant, row, newest)),
    nextCursor: last
      ? sealCursor(
          { sort: '-testedOn', filters: {}, key: last.tested_on, id: last.id },
          bound,
          call.house.secret,
        )
      : null,
  };
}
