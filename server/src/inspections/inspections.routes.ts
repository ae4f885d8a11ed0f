import {
  Assignees,
  DocumentMail,
  DocumentPdf,
  Inspection,
  InspectionChange,
  InspectionPage,
  InspectionParameters,
  MailedDocument,
  NewInspection,
  Photo,
  PhotoFile,
  PhotoParameters,
  Photos,
  PhotoUpload,
} from '@standpipe/contract';
import { inspection } from '@standpipe/policy';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf, type Call, pathId } from '../http/call.ts';
import { anyPermission, guardOf, mount, mountCreate } from '../http/route.ts';
import { recordRoutes } from '../records/records.routes.ts';
import { listAssignees } from './assignees.ts';
import { inspectionListing, recentInspections } from './inspections.list.ts';
import { inspectionDomain } from './inspections.service.ts';
import {
  addPhoto,
  photoUpload,
  readMade,
  readPhoto,
  readPhotos,
  removePhoto,
} from './photos/photos.service.ts';
import { downloadReport, emailReport } from './report/report.service.ts';

export function inspectionRoutes(app: FastifyInstance, house: House): void {
  const tag = 'Inspections';
  const kinds = ['inspection'] as const;
  /** A report names the place, as far as its reader may open it. */
  const withPlaces = ['inspection', 'place'] as const;
  mount(
    app,
    house,
    {
      method: 'GET',
      path: '/inspections/assignees',
      summary: 'Active users of your agency who can be assigned an inspection',
      tag,
      kinds,
      guard: anyPermission('Fire Inspections - Create', 'Fire Inspections - Edit'),
      answers: Assignees,
    },
    listAssignees,
  );
  recordRoutes(app, house, {
    domain: inspectionDomain,
    listing: inspectionListing,
    recent: recentInspections,
    tag,
    words: {
      create: 'Create an inspection at a place',
      createRefused: 'the place is none that the asker may see',
      conflict: 'the status cannot follow the one it has, or the number is taken',
    },
    schemas: {
      one: Inspection,
      page: InspectionPage,
      parameters: InspectionParameters,
      new: NewInspection,
      change: InspectionChange,
    },
  });
  mount(
    app,
    house,
    {
      method: 'GET',
      path: '/inspections/:id/report.pdf',
      summary: 'The report of an inspection of your own agency',
      tag,
      kinds: withPlaces,
      guard: guardOf(inspection, 'download'),
      answers: DocumentPdf,
    },
    (call) => downloadReport(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      method: 'POST',
      path: '/inspections/:id/email',
      summary: 'Send the report of an inspection of your own agency by e-mail',
      tag,
      kinds: withPlaces,
      guard: guardOf(inspection, 'email'),
      body: DocumentMail,
      refuses: { unavailable: 'the server has no mail server, or it did not take the message' },
      answers: MailedDocument,
      status: 202,
    },
    (call) => emailReport(call, pathId(call), () => bodyOf(call, DocumentMail)),
  );
  photoRoutes(app, house);
}

function photoRoutes(app: FastifyInstance, house: House): void {
  const common = { tag: 'Inspections', kinds: ['inspection'] as const };
  const path = '/inspections/:id/photos';
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path,
      summary: "An inspection's photos; of a partner's, those its violations refer to",
      guard: guardOf(inspection, 'view'),
      answers: Photos,
    },
    (call) => readPhotos(call, pathId(call)),
  );
  mountCreate(
    app,
    house,
    {
      ...common,
      path,
      summary: 'Add a photo: JPEG, PNG or WebP; it is kept without what else the file holds',
      guard: guardOf(inspection, 'edit'),
      body: PhotoUpload,
      refuses: {
        unmet_requirement: 'the file is no photo that can be read',
        conflict: 'there are as many as an inspection can have',
      },
      upload: photoUpload,
      answers: Photo,
      location: (id: string, call: Call) => `/inspections/${pathId(call)}/photos/${id}`,
    },
    addPhoto,
    readMade,
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: `${path}/:photoId`,
      summary: 'One photo; in full size for its own agency',
      guard: guardOf(inspection, 'view'),
      query: PhotoParameters,
      answers: PhotoFile,
    },
    readPhoto,
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'DELETE',
      path: `${path}/:photoId`,
      summary: 'Delete a photo that no violation refers to',
      refuses: { conflict: 'a violation refers to it' },
      guard: guardOf(inspection, 'edit'),
      answers: null,
      status: 204,
    },
    removePhoto,
  );
}
