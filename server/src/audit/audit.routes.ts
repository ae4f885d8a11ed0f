import { AuditParameters, Changes, ViewParameters, Views } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { mount, permission } from '../http/route.ts';
import { pageOfChanges, pageOfViews } from './log.service.ts';

export function auditRoutes(app: FastifyInstance, house: House): void {
  const common = { method: 'GET', tag: 'Audit', door: permission('Admin - Audit') } as const;
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
}
