/** Photos and PDFs of a pre-plan. They count at once, and no draft or version holds them. */
import { attachmentTypes, type PrePlanAttachment, type PrePlanAttachmentChange } from '@standpipe/contract';
import { v7 as newId } from 'uuid';
import { logViews } from '../audit/audit.store.ts';
import { type DrawnDocument, drawDocument } from '../drawing/documents.ts';
import { type Call, customerOf, ownAgency, pathId, requireVersion } from '../http/call.ts';
import { notFound, Problem } from '../http/problems.ts';
import { serveFile } from '../http/serve-file.ts';
import type { Uploads } from '../http/spec.ts';
import { type Reached, reach, reachForWrite, visible, writeChange } from '../records/verbs.ts';
import {
  type AttachmentRow,
  deleteAttachment,
  findAttachment,
  insertAttachment,
  listAttachments,
  lockAttachments,
  readFileOf,
  updateAttachment,
} from './attachments.store.ts';
import { type PrePlanRow, prePlanDomain } from './pre-plans.domain.ts';
import { partnersSuggest } from './suggestions.store.ts';

const mostAttachments = 100;

/** Which agency added it; to a partner, another partner is not named. */
function byOf(call: Call, plan: PrePlanRow, row: AttachmentRow): PrePlanAttachment['by'] {
  const { agency } = call.viewer;
  const named = agency === plan.owner_id || row.by_agency === plan.owner_id || row.by_agency === agency;
  return named ? { id: row.by_agency, name: row.agency_name, color: row.agency_color } : null;
}

const present = (call: Call, plan: PrePlanRow, row: AttachmentRow): PrePlanAttachment => ({
  id: row.id,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  by: byOf(call, plan, row),
  type: row.type,
  category: row.category,
  caption: row.caption,
  side: row.side,
  floor: row.floor,
  position: row.position,
  width: row.width,
  height: row.height,
  pages: row.pages,
  size: row.size,
});

/** What is refused is said of attachments, not of the plan. */
const attachmentDomain = {
  kind: 'prePlan' as const,
  refusal: (row: PrePlanRow, deed: string) =>
    new Problem(
      'not_allowed',
      `This pre-plan is ${row.agency_name}'s: only ${row.agency_name} can ${deed === 'download' ? 'download the originals of its attachments' : 'do this with its attachments'}.`,
      { missing: ['own'] },
    ),
};

/** Attachments are content: where a way opens only some fields, they must be one of them. */
async function open(call: Call, id: string) {
  const reached = await visible<PrePlanRow>(call, 'prePlan', id);
  if (reached.fields !== null && !reached.fields.has('attachments')) throw notFound();
  return reached;
}

/** The attachments of a plan that the viewer may read. */
export async function readAttachments(call: Call) {
  const { row } = await open(call, pathId(call));
  return { items: (await listAttachments(call.db, row.id)).map((each) => present(call, row, each)) };
}

/** One attachment's file. The original is the own agency's; each look by a partner is logged. */
export async function readAttachment(call: Call, { size = 'preview' }: { size?: 'preview' | 'original' }) {
  const { row, way } = await open(call, pathId(call));
  const attachment = await findAttachment(call.db, row.id, pathId(call, 'attachmentId'));
  if (!attachment) throw notFound();
  if (size === 'original') await reach(call, attachmentDomain, row.id, 'download');
  const bytes = await readFileOf(call.db, attachment.id, size);
  if (!bytes) throw notFound();
  await logViews(call, 'prePlanAttachment', [{ agency: row.owner_id, id: attachment.id }], { way });
  const original = size === 'original';
  const extension = original && attachment.type === 'application/pdf' ? 'pdf' : 'jpg';
  serveFile(
    call,
    original ? attachment.type : 'image/jpeg',
    `${original ? 'attachment' : 'inline'}; filename="pre-plan-${attachment.category}.${extension}"`,
  );
  return bytes;
}

/** May this viewer add to, or change what is attached to, this plan now? @throws Problem `not_allowed` */
async function requireWriter(call: Call, { row, fields }: Reached<PrePlanRow>): Promise<void> {
  if (fields !== null && !fields.has('attachments')) throw attachmentDomain.refusal(row, 'edit');
  if (row.owner_id === ownAgency(call).id) {
    if (row.status !== 'published' || call.viewer.permissions.has('Pre-Plans - Publish')) return;
    throw new Problem(
      'not_allowed',
      'This plan is published, and partners see its attachments at once: you need Pre-Plans - Publish to change them.',
      { missing: ['Pre-Plans - Publish'] },
    );
  }
  if (await partnersSuggest(call.db, row.owner_id))
    throw new Problem(
      'not_allowed',
      `${row.agency_name} approves its partners' changes first, and attachments cannot wait for approval: send the file to ${row.agency_name} by message.`,
      { missing: ['own'] },
    );
}

const tooMany = () =>
  new Problem('conflict', `A pre-plan has at most ${mostAttachments} attachments; delete some first.`);

/** How a file arrives: whether it may come is asked first, and it is drawn before the transaction that adds it. */
export const attachmentUpload: Uploads = {
  // HEIC is taken in so that its refusal says what to do.
  types: [...attachmentTypes, 'image/heic', 'image/heif'],
  before: async (call) => {
    const reached = await reach<PrePlanRow>(call, attachmentDomain, pathId(call), 'edit');
    await requireWriter(call, reached);
    if ((await listAttachments(call.db, reached.row.id)).length >= mostAttachments) throw tooMany();
    call.house.studio.requireRoom(customerOf(call));
  },
  prepare: ({ house, asker }, upload) => drawDocument(house.studio, customerOf({ asker }), upload),
};

/** Adds a photo or PDF at the end of a plan's attachments. */
export async function addAttachment(call: Call): Promise<string> {
  const reached = await reachForWrite<PrePlanRow>(call, attachmentDomain, pathId(call), 'edit');
  const { row } = reached;
  await requireWriter(call, reached);
  await lockAttachments(call.db, row.id);
  const before = await listAttachments(call.db, row.id);
  if (before.length >= mostAttachments) throw tooMany();
  const { type, width, height, pages, preview, original } = call.request.prepared as DrawnDocument;
  const id = newId();
  await insertAttachment(call.db, {
    id,
    pre_plan_id: row.id,
    owner_id: row.owner_id,
    by_agency: ownAgency(call).id,
    created_by: call.asker.person.id,
    type,
    category: type === 'application/pdf' ? 'other' : 'photo',
    position: Math.min(10_000, (before.at(-1)?.position ?? -1) + 1),
    width,
    height,
    pages,
    size: original.length,
    preview: Buffer.from(preview),
    original: Buffer.from(original),
  });
  await log(call, reached, { added: id, type, width, height, pages }, 'added an attachment');
  return id;
}

/** The attachment that was just made, for the answer. */
export async function readMadeAttachment(call: Call, id: string) {
  const { row } = await open(call, pathId(call));
  const attachment = await findAttachment(call.db, row.id, id);
  if (!attachment) throw notFound();
  return present(call, row, attachment);
}

/** The attachment that a change is about. A partner changes only what it added itself. */
async function reachAttachment(call: Call) {
  const reached = await reachForWrite<PrePlanRow>(call, attachmentDomain, pathId(call), 'edit');
  const { row } = reached;
  const attachment = await findAttachment(call.db, row.id, pathId(call, 'attachmentId'));
  if (!attachment) throw notFound();
  return { reached, attachment, isOwn: row.owner_id === ownAgency(call).id };
}

const outrun = ({ version }: AttachmentRow) =>
  new Problem('stale', 'Someone else changed this.', { version: version + 1 });

/** Changes what is said of an attachment, or its place in the order. */
export async function changeAttachment(call: Call, read: () => PrePlanAttachmentChange) {
  const { reached, attachment, isOwn } = await reachAttachment(call);
  const { row } = reached;
  if (!isOwn && attachment.by_agency !== ownAgency(call).id) throw attachmentDomain.refusal(row, 'edit');
  await requireWriter(call, reached);
  const change = read();
  requireVersion(call, attachment.version);
  const differs = (Object.keys(change) as (keyof PrePlanAttachmentChange)[]).some(
    (name) => change[name] !== attachment[name],
  );
  if (!differs) return present(call, row, attachment);
  if (!(await updateAttachment(call.db, attachment, change))) throw outrun(attachment);
  await log(call, reached, { changed: attachment.id, ...change }, 'changed an attachment it had added');
  return readMadeAttachment(call, attachment.id);
}

/** Deletes an attachment; only the plan's own agency does. */
export async function removeAttachment(call: Call): Promise<void> {
  const { reached, attachment, isOwn } = await reachAttachment(call);
  if (!isOwn) throw attachmentDomain.refusal(reached.row, 'delete');
  await requireWriter(call, reached);
  requireVersion(call, attachment.version);
  if (!(await deleteAttachment(call.db, attachment))) throw outrun(attachment);
  const { id, type, category, caption } = attachment;
  await log(call, reached, { deleted: id, type, category, caption }, 'deleted an attachment');
}

/** Logs a change of attachments as a change of the plan; the plan's own agency is told of a partner's. */
async function log(call: Call, reached: Reached<PrePlanRow>, attachment: object, did: string): Promise<void> {
  const address = reached.row.address_line;
  await writeChange(
    call,
    prePlanDomain,
    reached,
    {},
    {
      deed: 'edit',
      logged: { attachment },
      did: `${did} to the pre-plan of ${address}`,
    },
  );
}
