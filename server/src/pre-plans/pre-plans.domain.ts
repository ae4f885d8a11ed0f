import {
  applyFields,
  fieldsOf,
  type NewPrePlan,
  type PrePlanChange,
  type PrePlanContent,
  type PrePlanEdit,
  type PrePlanStatus,
  prePlanTransitions,
} from '@standpipe/contract';
import { type Call, ownAgency } from '../http/call.ts';
import { Problem } from '../http/problems.ts';
import type { PrePlanJoined } from '../kinds/pre-plan.kind.ts';
import { type Columns, type Deed, type Domain, ownAgencyOnly, type RowOf } from '../records/domain.ts';
import { enterPlace } from '../records/place-facts.ts';

export type PrePlanRow = RowOf<'pre_plan'> & PrePlanJoined & { readonly sections: PrePlanContent };

const verbs: { readonly [D in Deed]?: string } = {
  edit: 'change this of it',
  delete: 'delete it',
  publish: 'publish it or decide about suggestions',
  restore: 'restore it',
  readHistory: 'read its history',
};

/** @throws Problem `not_allowed` for who edits but does not publish */
export function requirePublish(call: Call): void {
  if (call.viewer.permissions.has('Pre-Plans - Publish')) return;
  throw new Problem(
    'not_allowed',
    'You need Pre-Plans - Publish for this; send it for approval instead, or ask an administrator of your agency.',
    { missing: ['Pre-Plans - Publish'] },
  );
}

/** The columns that go with a status. Whoever puts a plan before partners, or takes it away, must hold Publish. */
function columnsFor(call: Call, from: PrePlanStatus | null, to: PrePlanStatus): Columns {
  if (to === 'published' || from === 'published') requirePublish(call);
  return { status: to, ...(to === 'published' && { published_at: new Date().toISOString() }) };
}

/** The content with a sent change laid over it. */
export const laidOver = (content: PrePlanContent, edit: PrePlanEdit | undefined): PrePlanContent =>
  edit ? applyFields(content, fieldsOf(edit)) : content;

/** What pre-plans have of their own. */
export const prePlanDomain: Domain<PrePlanRow, NewPrePlan, PrePlanChange> = {
  kind: 'prePlan',
  content: (_call, row) => ({
    status: row.status,
    publishedAt: row.published_at,
    sections: row.sections,
    notes: row.notes,
  }),
  beside: (row) => ({
    draft: row.draft_status && {
      status: row.draft_status,
      updatedAt: row.draft_updated_at,
      fields: Object.keys(row.draft_changes ?? {}),
    },
  }),
  versionOf: (row) => row.version + (row.draft_version ?? 0),
  begin: async (call, wanted) => {
    const { place, way } = await enterPlace(call, 'prePlan', wanted.placeId);
    const { status = 'draft', sections, notes = null, withheld = false } = wanted;
    return {
      columns: {
        owner_id: place.ownerId,
        place_id: place.id,
        place_withheld: place.withheld,
        address_line: place.addressLine,
        lng: place.lng,
        lat: place.lat,
        sections: laidOver({}, sections),
        notes,
        withheld,
        ...columnsFor(call, null, status),
      },
      way,
      logged: { status },
    };
  },
  ask: async (call, row, { sections, status, ...rest }) => ({
    ...rest,
    ...(sections && { sections: laidOver(row.sections, sections) }),
    ...(sections && row.owner_id !== ownAgency(call).id && { published_at: new Date().toISOString() }),
    ...(status &&
      status !== row.status && {
        ...columnsFor(call, row.status as PrePlanStatus, status),
      }),
  }),
  settle: (row, asked) => {
    if (asked.status && asked.status !== row.status)
      checkTransition(row, row.status as PrePlanStatus, asked.status as PrePlanStatus);
    return {};
  },
  refusal: (row, deed) =>
    ownAgencyOnly(row, `This pre-plan is {agency}'s: only {agency} can ${verbs[deed] ?? 'change it'}.`),
};

function checkTransition(row: PrePlanRow, from: PrePlanStatus, to: PrePlanStatus): void {
  if (!prePlanTransitions[from].includes(to))
    throw new Problem(
      'conflict',
      `A pre-plan that is ${from} cannot become ${to}; it may become ${prePlanTransitions[from].join(' or ')}.`,
    );
  if (to === 'archived' && row.draft_status)
    throw new Problem('conflict', 'There is a draft beside this plan; publish or discard it first.');
}
