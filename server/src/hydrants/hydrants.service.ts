import { type HydrantChange, type HydrantType, hasField, type NewHydrant } from '@standpipe/contract';
import { flowClassOf, isOutdated } from '@standpipe/water';
import { ownAgency } from '../http/call.ts';
import { invalidField } from '../http/problems.ts';
import { pointOf } from '../kinds/point.ts';
import { type Columns, type Deed, type Domain, ownAgencyOnly, type RowOf } from '../records/domain.ts';
import { columnOf, columnsOf, contentOf } from './hydrants.columns.ts';

export type HydrantRow = RowOf<'hydrant'>;

const verbs: { readonly [D in Deed]?: string } = {
  edit: 'change this of it',
  delete: 'delete it',
  restore: 'restore it',
  readHistory: 'read its history',
};

export const today = (): string => new Date().toISOString().slice(0, 10);

/** Fields that a hydrant shows and nobody writes. */
const computed = ['flowClass', 'ratedOn', 'ratingStale'];

/** @throws Problem `invalid` for a field that hydrants of this type do not have */
function checkFields(type: HydrantType, change: HydrantChange): void {
  for (const [field, value] of Object.entries(change))
    if (value !== null && !hasField(type, field))
      throw invalidField(field, `does not apply to a hydrant of type ${type}`, 'not_of_type');
}

/** @throws Problem `invalid` for a reason or return date of a hydrant that is in service */
function checkStatus(status: string, change: HydrantChange): void {
  for (const field of ['statusReason', 'expectedReturnOn'] as const)
    if (status === 'inService' && change[field])
      throw invalidField(field, 'is only for a hydrant that is out of service', 'in_service');
}

/** What a hydrant says, field by field. */
export const hydrantContent = (row: HydrantRow): Record<string, unknown> => ({
  ...contentOf(row),
  location: pointOf(row),
  flowClass: row.rated_flow_gpm === null ? null : flowClassOf(row.rated_flow_gpm),
  ratedOn: row.rated_on,
  ratingStale: row.rated_on !== null && isOutdated(row.rated_on, today()),
  notes: row.notes,
});

/** @throws Problem `invalid` where a hydrant, or one that is about to be made, may not say this */
export function checkHydrant(row: HydrantRow | null, change: HydrantChange): void {
  checkFields(change.type ?? (row?.type as HydrantType), change);
  checkStatus(change.status ?? row?.status ?? 'inService', change);
  const rating = change.ratedFlowGpm;
  if (row && rating !== undefined && row.rated_on !== null && rating !== row.rated_flow_gpm)
    throw invalidField(
      'ratedFlowGpm',
      `comes from the flow test of ${row.rated_on}; record a new test instead`,
      'rated_by_test',
    );
}

/** What hydrants have of their own. */
export const hydrantDomain: Domain<HydrantRow, NewHydrant, HydrantChange> = {
  kind: 'hydrant',
  content: (_call, row) => hydrantContent(row),
  begin: async (call, wanted) => {
    checkHydrant(null, wanted);
    const status = wanted.status ?? 'inService';
    const since = status === 'outOfService' && { status_since: new Date().toISOString() };
    return { columns: { status, ...since, ...columnsOf(wanted), owner_id: ownAgency(call).id } };
  },
  ask: async (_call, row, change) => {
    checkHydrant(row, change);
    return columnsOf(change);
  },
  settle: (row, asked) => ({ ...lostByType(row, asked), ...becauseOfStatus(row, asked) }),
  restored: (content, row) => {
    const tested = row.rated_on === null ? [] : ['ratedFlowGpm'];
    return Object.fromEntries(
      Object.entries(content).filter(([field]) => ![...computed, ...tested].includes(field)),
    ) as HydrantChange;
  },
  refusal: (row, deed) =>
    ownAgencyOnly(row, `This hydrant is {agency}'s: only {agency} can ${verbs[deed] ?? 'change it'}.`),
};

/** A hydrant that becomes one of another type loses what that type does not have; its versions still say it. */
export function lostByType(row: HydrantRow, { type }: Columns): Columns {
  if (!type || type === row.type) return {};
  const lost = Object.keys(contentOf(row)).filter((field) => !hasField(type as HydrantType, field));
  return Object.fromEntries(lost.map((field) => [columnOf(field), null]));
}

/** A change of status begins now unless it says since when; in service, there is no reason and no return. */
function becauseOfStatus(row: HydrantRow, { status, status_since }: Columns): Columns {
  if (!status || status === row.status) return {};
  return {
    status_since: status_since ?? new Date().toISOString(),
    ...(status === 'inService' && { status_reason: null, expected_return_on: null }),
  };
}
