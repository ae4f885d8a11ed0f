/** What partners ask to change of a published plan, where its owner decides about each. */
import {
  type AcceptSuggestion,
  applyFields,
  conflictsOf,
  editOf,
  type FieldEdit,
  fieldsOf,
  type PrePlanChange,
  type PrePlanSuggestion,
} from '@standpipe/contract';
import { v7 as newId } from 'uuid';
import { logChange } from '../audit/audit.store.ts';
import { type Call, ownAgency, requireVersion } from '../http/call.ts';
import { invalidField, notFound, Problem } from '../http/problems.ts';
import { prePlanKind } from '../kinds/pre-plan.kind.ts';
import { addNotice } from '../notices/notices.store.ts';
import { applyChange, reachForWrite, versionOf, visible } from '../records/verbs.ts';
import { emitToOwner, requireNoConflict } from './drafts.service.ts';
import { type PrePlanRow, prePlanDomain } from './pre-plans.domain.ts';
import { presentPlan } from './present.ts';
import {
  decideSuggestion,
  findSuggestion,
  insertSuggestion,
  listSuggestions,
  partnersSuggest,
  type SuggestionRow,
} from './suggestions.store.ts';

const present = (row: SuggestionRow, plan: PrePlanRow): PrePlanSuggestion => {
  const conflicts = row.status === 'pending' ? conflictsOf(plan.sections, row) : [];
  return {
    id: row.id,
    status: row.status,
    createdAt: row.created_at,
    by: {
      agency: { id: row.by_agency, name: row.agency_name, color: row.agency_color },
      user: row.person_id && row.person_name !== null ? { id: row.person_id, name: row.person_name } : null,
    },
    changes: Object.entries(row.changes).map(([field, after]) => ({
      field,
      before: row.base[field] ?? null,
      after,
      conflict: conflicts.includes(field),
    })),
    decidedAt: row.decided_at,
    reason: row.reason,
  };
};

/** The suggestions for one plan: all of them for its owner, a partner's own for a partner. */
export async function readSuggestions(
  call: Call,
  id: string,
  { status, limit = 50 }: { readonly status?: string; readonly limit?: number },
) {
  const { row } = await visible<PrePlanRow>(call, 'prePlan', id);
  const found = await listSuggestions(call.db, id, { status, limit });
  return { items: found.map((each) => present(each, row)) };
}

/** Stores a partner's change as a suggestion, where the plan's owner chose so; else null, and nothing is stored. */
export async function suggest(call: Call, row: PrePlanRow, { sections }: PrePlanChange) {
  if (!(await partnersSuggest(call.db, row.owner_id))) return null;
  requireVersion(call, versionOf(prePlanDomain, row));
  const edit = editOf(row.sections, fieldsOf(sections ?? {}));
  if (Object.keys(edit.changes).length === 0) return presentPlan(call, row);
  const own = ownAgency(call);
  const id = newId();
  await insertSuggestion(call.db, {
    id,
    prePlanId: row.id,
    ownerId: row.owner_id,
    byAgency: own.id,
    byPerson: call.asker.person.id,
    ...edit,
  });
  const change = { action: 'suggest', kind: 'prePlan', id: row.id, before: edit.base, after: edit.changes };
  await logChange(call, { ...change, agency: row.owner_id });
  await logChange(call, change);
  await addNotice(call, {
    agency: row.owner_id,
    needs: prePlanKind.rules.actions.edit!.needs,
    topic: 'suggestion',
    about: own.id,
    kind: 'prePlan',
    recordId: row.id,
    text: `${own.name} suggests a change to the pre-plan of ${row.address_line}.`,
  });
  await emitToOwner(call, row);
  call.reply.code(202);
  return { suggestion: { id, status: 'pending' as const } };
}

/** A suggestion that waits, for somebody who may decide. @throws Problem 404, 403, or `conflict` when it is decided */
async function reachSuggestion(call: Call, id: string, suggestionId: string) {
  const reached = await reachForWrite<PrePlanRow>(call, prePlanDomain, id, 'publish');
  const suggestion = await findSuggestion(call.db, id, suggestionId);
  if (!suggestion) throw notFound();
  return { ...reached, suggestion };
}

const decided = (status: string) => new Problem('conflict', `This suggestion was ${status} already.`);

/** Takes a suggestion, or some of its fields, into the published plan. */
export async function acceptSuggestion(
  call: Call,
  id: string,
  suggestionId: string,
  read: () => AcceptSuggestion,
) {
  const { row, way, suggestion } = await reachSuggestion(call, id, suggestionId);
  const { fields, overwrite } = read();
  const edit = chosen(suggestion, fields);
  if (suggestion.status !== 'pending') throw decided(suggestion.status);
  if (row.status !== 'published')
    throw new Problem('conflict', 'This plan is no longer published; publish it first, or refuse this.');
  if (!overwrite)
    requireNoConflict(row, edit, 'Take the other fields only, or overwrite these with the suggestion.');
  if (!(await decideSuggestion(call.db, suggestionId, decision(call, 'accepted', null))))
    throw decided('decided');
  await tell(call, row, suggestion, 'accepted', null);
  const after = await applyChange(
    call,
    prePlanDomain,
    { row, way },
    {
      sections: applyFields(row.sections, edit.changes),
      published_at: new Date().toISOString(),
    },
  );
  return after;
}

/** The fields of a suggestion that were chosen. @throws Problem `invalid` for one that it does not have */
function chosen({ changes, base }: SuggestionRow, fields: readonly string[] | undefined): FieldEdit {
  if (!fields) return { changes, base };
  const unknown = fields.find((name) => !(name in changes));
  if (unknown) throw invalidField('fields', `${unknown} is no field of this suggestion`, 'unknown_field');
  const only = (values: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => fields.includes(name)));
  return { changes: only(changes), base: only(base) };
}

/** Refuses a suggestion; the plan stays as it is. */
export async function refuseSuggestion(
  call: Call,
  id: string,
  suggestionId: string,
  read: () => { readonly reason?: string },
) {
  const { row, suggestion } = await reachSuggestion(call, id, suggestionId);
  const { reason = null } = read();
  if (suggestion.status !== 'pending') throw decided(suggestion.status);
  if (!(await decideSuggestion(call.db, suggestionId, decision(call, 'refused', reason))))
    throw decided('decided');
  await tell(call, row, suggestion, 'refused', reason);
  return present((await findSuggestion(call.db, id, suggestionId))!, row);
}

const decision = (call: Call, status: 'accepted' | 'refused', reason: string | null) => ({
  status,
  by: call.asker.person.id,
  reason,
});

/** Logs what became of a suggestion, and tells the agency that wrote it. */
async function tell(
  call: Call,
  row: PrePlanRow,
  suggestion: SuggestionRow,
  status: 'accepted' | 'refused',
  reason: string | null,
): Promise<void> {
  const own = ownAgency(call);
  await logChange(call, {
    action: status === 'accepted' ? 'acceptSuggestion' : 'refuseSuggestion',
    kind: 'prePlan',
    id: row.id,
    after: { suggestionBy: suggestion.agency_name, ...(reason && { reason }), ...suggestion.changes },
  });
  await addNotice(call, {
    agency: suggestion.by_agency,
    needs: prePlanKind.rules.actions.edit!.needs,
    topic: 'suggestionDecided',
    about: own.id,
    kind: 'prePlan',
    recordId: row.id,
    text: `${own.name} ${status} your change to the pre-plan of ${row.address_line}${reason ? `: ${reason}` : '.'}`,
  });
  await emitToOwner(call, row);
}
