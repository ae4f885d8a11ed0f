import {
  DocumentMail,
  DocumentPdf,
  MailedDocument,
  NewPermit,
  Permit,
  PermitChange,
  PermitPage,
  PermitParameters,
} from '@standpipe/contract';
import { permit } from '@standpipe/policy';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf, pathId } from '../http/call.ts';
import { guardOf, mount } from '../http/route.ts';
import { recordRoutes } from '../records/records.routes.ts';
import { downloadPermit, emailPermit } from './permit-document.service.ts';
import { permitListing, recentPermits } from './permits.list.ts';
import { permitDomain } from './permits.service.ts';

export function permitRoutes(app: FastifyInstance, house: House): void {
  recordRoutes(app, house, {
    domain: permitDomain,
    listing: permitListing,
    recent: recentPermits,
    tag: 'Permits',
    words: {
      create: 'Create a permit at a place',
      createRefused: 'the place is none that the asker may see',
      conflict: 'the status cannot follow the one it has, or the number is taken',
    },
    schemas: {
      one: Permit,
      page: PermitPage,
      parameters: PermitParameters,
      new: NewPermit,
      change: PermitChange,
    },
  });
  /** A printed permit names the place, as far as its reader may open it. */
  const common = { tag: 'Permits', kinds: ['permit', 'place'] as const };
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/permits/:id/permit.pdf',
      summary: 'A permit of your own agency, to print',
      guard: guardOf(permit, 'download'),
      answers: DocumentPdf,
    },
    (call) => downloadPermit(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'POST',
      path: '/permits/:id/email',
      summary: 'Send a permit of your own agency by e-mail',
      guard: guardOf(permit, 'email'),
      body: DocumentMail,
      refuses: { unavailable: 'the server has no mail server, or it did not take the message' },
      answers: MailedDocument,
      status: 202,
    },
    (call) => emailPermit(call, pathId(call), () => bodyOf(call, DocumentMail)),
  );
}
