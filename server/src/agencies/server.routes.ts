import { ServerHealth } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { mount, operator } from '../http/route.ts';
import { readHealth } from './server.service.ts';

/** How the server itself is, for the person who runs it. */
export function serverRoutes(app: FastifyInstance, house: House): void {
  mount(
    app,
    house,
    {
      method: 'GET',
      path: '/operator/health',
      summary: 'How the server is: database, migrations, this node, mail, what waits',
      tag: 'Operator',
      guard: operator,
      answers: ServerHealth,
    },
    readHealth,
  );
}
