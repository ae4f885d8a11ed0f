import {
  PrePlanAttachment,
  PrePlanAttachmentChange,
  PrePlanAttachmentFile,
  PrePlanAttachmentParameters,
  PrePlanAttachments,
  PrePlanAttachmentUpload,
} from '@standpipe/contract';
import { prePlan } from '@standpipe/policy';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { type Call, patchOf, pathId } from '../http/call.ts';
import { guardOf, mount, mountCreate } from '../http/route.ts';
import {
  addAttachment,
  attachmentUpload,
  changeAttachment,
  readAttachment,
  readAttachments,
  readMadeAttachment,
  removeAttachment,
} from './attachments.service.ts';

export function attachmentRoutes(app: FastifyInstance, house: House, tag: string): void {
  const common = { tag, kinds: ['prePlan'] as const };
  const path = '/pre-plans/:id/attachments';
  const each = `${path}/:attachmentId`;
  const view = { ...common, method: 'GET', guard: guardOf(prePlan, 'view') } as const;
  const edit = { ...common, guard: guardOf(prePlan, 'edit') } as const;
  mount(
    app,
    house,
    { ...view, path, summary: 'Photos and PDFs of a pre-plan, in order', answers: PrePlanAttachments },
    readAttachments,
  );
  mountCreate(
    app,
    house,
    {
      ...edit,
      path,
      summary: 'Add a photo (JPEG, PNG, WebP) or PDF; a photo is stored without what else the file holds',
      body: PrePlanAttachmentUpload,
      refuses: {
        unmet_requirement: 'the file is no photo or PDF that can be read, is HEIC, or has a password',
        conflict: 'there are as many as a pre-plan can have',
      },
      upload: attachmentUpload,
      answers: PrePlanAttachment,
      location: (id: string, call: Call) => `/pre-plans/${pathId(call)}/attachments/${id}`,
    },
    addAttachment,
    readMadeAttachment,
  );
  mount(
    app,
    house,
    {
      ...view,
      path: each,
      summary: 'One attachment as a preview; the original for its own agency',
      query: PrePlanAttachmentParameters,
      answers: PrePlanAttachmentFile,
    },
    readAttachment,
  );
  mount(
    app,
    house,
    {
      ...edit,
      method: 'PATCH',
      path: each,
      summary: 'Change caption, category, side, floor or order of an attachment',
      body: PrePlanAttachmentChange,
      answers: PrePlanAttachment,
    },
    (call) => changeAttachment(call, () => patchOf(call, PrePlanAttachmentChange)),
  );
  mount(
    app,
    house,
    {
      ...edit,
      method: 'DELETE',
      path: each,
      summary: "Delete an attachment of the own agency's pre-plan",
      answers: null,
      status: 204,
    },
    removeAttachment,
  );
}
