import { NewPermit, Permit, PermitChange, PermitPage, PermitParameters } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { atPlaceRoutes } from '../records/at-place.routes.ts';
import { latePermits, permitListing } from './permits.list.ts';
import { permitDomain } from './permits.service.ts';

export function permitRoutes(app: FastifyInstance, house: House): void {
  atPlaceRoutes(app, house, {
    domain: permitDomain,
    listing: permitListing,
    lately: latePermits,
    tag: 'Permits',
    path: '/permits',
    one: 'a permit',
    many: 'Permits',
    schemas: {
      one: Permit,
      page: PermitPage,
      parameters: PermitParameters,
      new: NewPermit,
      change: PermitChange,
    },
  });
}
