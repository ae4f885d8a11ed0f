import {
  Hydrant,
  HydrantChange,
  HydrantPage,
  HydrantParameters,
  HydrantTest,
  HydrantTestPage,
  NewHydrant,
  NewHydrantTest,
  VersionParameters,
} from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { pathId } from '../http/call.ts';
import { guardOf, mount, mountCreate } from '../http/route.ts';
import { rulesOf } from '../kinds/kinds.ts';
import { recordRoutes, versionRoutes } from '../records/records.routes.ts';
import { hydrantListing } from './hydrants.list.ts';
import { hydrantDomain } from './hydrants.service.ts';
import { readTest, readTests, recordTest } from './tests.service.ts';

export function hydrantRoutes(app: FastifyInstance, house: House): void {
  recordRoutes(app, house, {
    domain: hydrantDomain,
    listing: hydrantListing,
    tag: 'Hydrants',
    schemas: {
      one: Hydrant,
      page: HydrantPage,
      parameters: HydrantParameters,
      new: NewHydrant,
      change: HydrantChange,
    },
  });
  versionRoutes(app, house, { domain: hydrantDomain, tag: 'Hydrants', answers: Hydrant });
  testRoutes(app, house);
}

/** Flow tests of a hydrant. */
function testRoutes(app: FastifyInstance, house: House): void {
  const rule = rulesOf('hydrant');
  const common = { tag: 'Hydrants', kinds: ['hydrant'] as const };
  const path = '/hydrants/:id/tests';
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path,
      summary: 'Flow tests of a hydrant, the newest first',
      guard: guardOf(rule, 'view'),
      query: VersionParameters,
      answers: HydrantTestPage,
    },
    (call, query) => readTests(call, pathId(call), query),
  );
  mountCreate(
    app,
    house,
    {
      ...common,
      path,
      summary: 'Record a flow test, which rates the hydrant unless a newer one does',
      guard: guardOf(rule, 'edit'),
      body: NewHydrantTest,
      refuses: {
        not_found: 'the hydrant is none that the asker may see',
        unmet_requirement: 'nothing can be computed from the readings; `errors` names each field',
      },
      answers: HydrantTest,
      location: (id, call) => `/hydrants/${pathId(call)}/tests/${id}`,
    },
    (call) => recordTest(call, pathId(call)),
    (call, id) => readTest(call, pathId(call), id),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: `${path}/:testId`,
      summary: 'One flow test of a hydrant',
      guard: guardOf(rule, 'view'),
      answers: HydrantTest,
    },
    (call) => readTest(call, pathId(call), pathId(call, 'testId')),
  );
}
