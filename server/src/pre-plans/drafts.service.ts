/** The draft beside a published plan: its owner's changes that wait, each with what the field said when it was written. */
import {
  applyFields,
  conflictsOf,
  editOf,
  type FieldEdit,
  type FieldValues,
  fieldLabel,
  type PrePlanStatus,
} from '@standpipe/contract';
import { emitRecords, logChange } from '../audit/audit.store.ts';
import { type Call, requireVersion } from '../http/call.ts';
import { notFound, Problem } from '../http/problems.ts';
import { subjectOf } from '../kinds/entry.ts';
import { prePlanKind } from '../kinds/pre-plan.kind.ts';
import { applyChange, outrun, type Reached, reachForWrite, versionOf, visible } from '../records/verbs.ts';
import { removeDraft, saveDraft } from './drafts.store.ts';
import { type PrePlanRow, prePlanDomain, requirePublish } from './pre-plans.domain.ts';
import { presentPlan } from './present.ts';

/** What a draft changes, and what those fields said; empty where there is none. */
const editIn = (row: PrePlanRow): FieldEdit => ({
  changes: row.draft_changes ?? {},
  base: row.draft_base ?? {},
});

/** Those fields of a draft again, as the plan says them now. */
export const draftedContent = (row: PrePlanRow) => applyFields(row.sections, editIn(row).changes);

/** Puts wanted values into the draft: a field that says what the published plan says is no part of it. */
function redrafted(row: PrePlanRow, wanted: FieldValues): FieldEdit {
  const edit = editOf(row.sections, wanted);
  const before = editIn(row);
  const rest = (values: FieldValues) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !(name in wanted)));
  return {
    changes: { ...rest(before.changes), ...edit.changes },
    base: { ...rest(before.base), ...edit.base },
  };
}

/** Changes the draft of a published plan, or makes one. The client's version has been checked. */
export async function changeDraft(
  call: Call,
  { row, way }: Reached<PrePlanRow>,
  wanted: FieldValues,
  status: 'draft' | 'pendingApproval' | undefined,
): Promise<void> {
  if (status && !row.draft_status && Object.keys(wanted).length === 0)
    throw new Problem(
      'conflict',
      'This plan is published and has no draft; change something of it, or archive it.',
    );
  const edit = redrafted(row, wanted);
  const next = Object.keys(edit.changes).length === 0 ? null : (status ?? row.draft_status ?? 'draft');
  if (next === row.draft_status && JSON.stringify(edit) === JSON.stringify(editIn(row))) return;
  const draft = { prePlanId: row.id, ownerId: row.owner_id, status: next, ...edit };
  if (!(await saveDraft(call.db, draft, row.draft_version))) throw outrun(row);
  await logDraft(call, row, way, edit.changes, next);
}

/** Takes the draft of a published plan away. */
export async function discardDraft(call: Call, id: string): Promise<void> {
  const { row, way } = await reachForWrite<PrePlanRow>(call, prePlanDomain, id, 'restore');
  if (!row.draft_status) throw notFound();
  requireVersion(call, versionOf(prePlanDomain, row));
  const none = { prePlanId: id, ownerId: row.owner_id, status: null, changes: {}, base: {} };
  if (!(await saveDraft(call.db, none, row.draft_version))) throw outrun(row);
  await logDraft(call, row, way, {}, null);
}

/** A draft is logged and told to its own agency only: to everybody else the plan has not changed. */
async function logDraft(
  call: Call,
  row: PrePlanRow,
  way: string,
  changes: FieldValues,
  status: PrePlanStatus | null,
): Promise<void> {
  await logChange(call, {
    action: 'edit',
    kind: 'prePlan',
    id: row.id,
    before: { draft: row.draft_status && { status: row.draft_status, ...row.draft_changes } },
    after: { draft: status && { status, ...changes } },
    way,
  });
  await emitToOwner(call, row);
}

/** Tells the plan's own agency, and nobody else, of a draft or suggestion beside it: the plan itself has not changed. */
export async function emitToOwner(call: Call, row: PrePlanRow): Promise<void> {
  const subject = subjectOf(prePlanKind, row);
  const event = { kind: 'prePlan', id: row.id, before: subject, after: subject };
  await emitRecords(call, [{ ...event, agencies: [row.owner_id] }]);
}

/** @throws Problem `conflict` naming the fields that the plan has changed since */
export function requireNoConflict(row: PrePlanRow, edit: FieldEdit, remedy: string): void {
  const fields = conflictsOf(row.sections, edit);
  if (fields.length === 0) return;
  throw new Problem(
    'conflict',
    `The published plan has changed since: ${fields.map(fieldLabel).join(', ')}. ${remedy}`,
    {
      errors: fields.map((path) => ({
        path,
        message: 'has changed in the published plan since',
        code: 'changed_since',
      })),
    },
  );
}

/** Publishes the draft of a published plan, with wanted values laid over it. The client's version has been checked. */
export async function publishDraft(call: Call, reached: Reached<PrePlanRow>, wanted: FieldValues) {
  requirePublish(call);
  const { row } = reached;
  const edit = redrafted(row, wanted);
  requireNoConflict(row, edit, 'Write these fields again in the draft, as they should be, and publish then.');
  if (Object.keys(edit.changes).length === 0 && !row.draft_status) return presentPlan(call, row);
  if (row.draft_version !== null && !(await removeDraft(call.db, row.id, row.draft_version)))
    throw outrun(row);
  // Its version goes on from where plan and draft together were.
  return applyChange(
    call,
    prePlanDomain,
    reached,
    { sections: applyFields(row.sections, edit.changes), published_at: new Date().toISOString() },
    'edit',
    versionOf(prePlanDomain, row) + 1,
  );
}

/** The plan again, as its viewer reads it now. */
export const reread = async (call: Call, id: string) =>
  presentPlan(call, (await visible<PrePlanRow>(call, 'prePlan', id)).row);
