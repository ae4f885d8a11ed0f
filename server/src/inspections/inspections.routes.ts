import {
  Inspection,
  InspectionChange,
  InspectionMail,
  InspectionPage,
  InspectionParameters,
  MailedReport,
  NewInspection,
  ReportPdf,
} from '@standpipe/contract';
import { inspection } from '@standpipe/policy';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf, pathId } from '../http/call.ts';
import { doorOf, mount } from '../http/route.ts';
import { atPlaceRoutes } from '../records/at-place.routes.ts';
import { inspectionListing, lateInspections } from './inspections.list.ts';
import { inspectionDomain } from './inspections.service.ts';
import { downloadReport, emailReport } from './report/report.service.ts';

export function inspectionRoutes(app: FastifyInstance, house: House): void {
  const tag = 'Inspections';
  const kinds = ['inspection'] as const;
  atPlaceRoutes(app, house, {
    domain: inspectionDomain,
    listing: inspectionListing,
    lately: lateInspections,
    tag,
    path: '/inspections',
    one: 'an inspection',
    many: 'Inspections',
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
      kinds,
      door: doorOf(inspection, 'download'),
      answers: ReportPdf,
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
      kinds,
      door: doorOf(inspection, 'email'),
      body: InspectionMail,
      answers: MailedReport,
      status: 202,
    },
    (call) => emailReport(call, pathId(call), () => bodyOf(call, InspectionMail)),
  );
}
