import { Hydrant, HydrantChange, HydrantPage, HydrantParameters, NewHydrant } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { recordRoutes, versionRoutes } from '../records/records.routes.ts';
import { hydrantListing } from './hydrants.list.ts';
import { hydrantDomain } from './hydrants.service.ts';

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
}
