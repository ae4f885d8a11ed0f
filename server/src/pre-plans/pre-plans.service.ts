import { differingFields, fieldsOf, type PrePlanChange, type PrePlanContent } from '@standpipe/contract';
import { type Call, ownAgency, requireVersion } from '../http/call.ts';
import { notFound } from '../http/problems.ts';
import {
  applyChange,
  changeRecord,
  type Reached,
  reachForWrite,
  readRecord,
  versionOf,
  visible,
} from '../records/verbs.ts';
import { versionToRestore } from '../records/versions.ts';
import { changeDraft, draftedContent, publishDraft, reread } from './drafts.service.ts';
import { type PrePlanRow, prePlanDomain } from './pre-plans.domain.ts';
import { presentPlan } from './present.ts';
import { suggest } from './suggestions.service.ts';

/** One plan; with `view=draft` what its draft says. @throws Problem 404 for a partner, and where there is no draft */
export async function readPlan(call: Call, id: string, { view }: { readonly view?: 'draft' }) {
  if (view === undefined) return readRecord(call, prePlanDomain, id);
  const { row } = await visible<PrePlanRow>(call, 'prePlan', id);
  if (row.owner_id !== call.viewer.agency) throw notFound();
  if (row.status === 'draft' || row.status === 'pendingApproval')
    return { ...presentPlan(call, row), view: 'draft' };
  if (!row.draft_status) throw notFound();
  return {
    ...presentPlan(call, { ...row, sections: draftedContent(row) }),
    status: row.draft_status,
    view: 'draft',
  };
}

/**
 * Changes a plan. What an own user changes of a published plan goes into its draft; a partner's edit is published at
 * once, or waits as a suggestion where the owner chose so.
 */
export async function changePlan(call: Call, id: string, read: () => PrePlanChange) {
  const reached = await reachForWrite<PrePlanRow>(call, prePlanDomain, id, 'edit');
  const { row, fields } = reached;
  if (row.owner_id !== ownAgency(call).id) {
    const change = read();
    const only = (name: string) => fields === null || fields.has(name);
    if (!Object.keys(change).every(only)) throw prePlanDomain.refusal(row, 'edit');
    return (await suggest(call, row, change)) ?? changeRecord(call, prePlanDomain, id, () => change);
  }
  if (row.status !== 'published') return changeRecord(call, prePlanDomain, id, read);
  return changePublished(call, reached, read());
}

/** An own user's change of a published plan: the draft takes content and its status, all else counts at once. */
async function changePublished(call: Call, reached: Reached<PrePlanRow>, change: PrePlanChange) {
  const { row } = reached;
  const { sections, status, ...atOnce } = change;
  if (status === 'archived') return changeRecord(call, prePlanDomain, row.id, () => change);
  const wanted = fieldsOf(sections ?? {});
  requireVersion(call, versionOf(prePlanDomain, row));
  if (Object.keys(atOnce).length > 0) {
    await applyChange(call, prePlanDomain, reached, atOnce);
    const { row: now } = await visible<PrePlanRow>(call, 'prePlan', row.id);
    return changeOrPublish(call, { ...reached, row: now }, wanted, status);
  }
  return changeOrPublish(call, reached, wanted, status);
}

/** Changes the draft, or publishes it with the change. */
async function changeOrPublish(
  call: Call,
  reached: Reached<PrePlanRow>,
  wanted: Readonly<Record<string, unknown>>,
  status: Exclude<PrePlanChange['status'], 'archived'>,
) {
  if (status === 'published') return publishDraft(call, reached, wanted);
  if (status !== undefined || Object.keys(wanted).length > 0)
    await changeDraft(call, reached, wanted, status);
  return reread(call, reached.row.id);
}

/**
 * Brings an earlier version's content back: published at once where the user holds Publish, else it fills the draft.
 * @throws Problem 404 for a record or version that is not there, 403 for a partner, 412 or 428 as any change
 */
export async function restorePlan(call: Call, id: string, read: () => { readonly version: number }) {
  const { content } = await versionToRestore(call, prePlanDomain, id, read);
  const reached = await reachForWrite<PrePlanRow>(call, prePlanDomain, id, 'restore');
  const { row } = reached;
  requireVersion(call, versionOf(prePlanDomain, row));
  const sections = content.sections as PrePlanContent;
  const publishes = call.viewer.permissions.has('Pre-Plans - Publish');
  if (row.status === 'published' && !publishes) {
    await changeDraft(call, reached, differingFields(row.sections, sections), undefined);
    return reread(call, id);
  }
  const published = row.status === 'published' && { published_at: new Date().toISOString() };
  return applyChange(call, prePlanDomain, reached, { sections, ...published }, 'restore');
}
