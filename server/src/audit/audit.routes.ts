import {
  AuditCsvParameters,
  AuditParameters,
  Changes,
  Checkpoint,
  LogCsv,
  ViewCsvParameters,
  ViewParameters,
  Views,
} from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { mount, permission } from '../http/route.ts';
import { ownCheckpoint } from './chain/checkpoint.service.ts';
import { exportChanges, exportViews } from './log.export.ts';
import { pageOfChanges, pageOfViews } from './log.service.ts';

export function auditRoutes(app: FastifyInstance, house: House): void {
  const common = { method: 'GET', tag: 'Audit', guard: permission('Admin - Audit') } as const;
  mount(
    app,
    house,
    {
      ...common,
      path: '/audit',
      summary: "Your agency's changes: who, what, before and after",
      query: AuditParameters,
      answers: Changes,
    },
    pageOfChanges,
  );
  mount(
    app,
    house,
    {
      ...common,
      path: '/audit/views',
      summary: "Partners' views of your agency's records",
      query: ViewParameters,
      answers: Views,
    },
    pageOfViews,
  );
  mount(
    app,
    house,
    {
      ...common,
      path: '/audit.csv',
      summary: "Your agency's changes as a file; that it was taken is logged",
      query: AuditCsvParameters,
      answers: LogCsv,
    },
    exportChanges,
  );
  mount(
    app,
    house,
    {
      ...common,
      path: '/audit/views.csv',
      summary: "Partners' views as a file; that it was taken is logged",
      query: ViewCsvParameters,
      answers: LogCsv,
    },
    exportViews,
  );
  mount(
    app,
    house,
    {
      ...common,
      path: '/audit/checkpoint',
      summary: "Where your agency's chain ends now, signed: keep it, and the chain can be held against it",
      answers: Checkpoint,
    },
    ownCheckpoint,
  );
}
