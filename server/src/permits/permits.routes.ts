import { NewPermit, Permit, PermitChange, PermitPage, PermitParameters } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { recordRoutes } from '../records/records.routes.ts';
import { latePermits, permitListing } from './permits.list.ts';
import { permitDomain } from './permits.service.ts';

export function permitRoutes(app: FastifyInstance, house: House): void {
  recordRoutes(app, house, {
    domain: permitDomain,
    listing: permitListing,
    lately: latePermits,
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
}
