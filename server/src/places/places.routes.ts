import { NewPlace, Place, PlaceChange, PlacePage, PlaceParameters } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { recordRoutes } from '../records/records.routes.ts';
import { placeListing } from './places.list.ts';
import { placeDomain } from './places.service.ts';

export function placeRoutes(app: FastifyInstance, house: House): void {
  recordRoutes(app, house, {
    domain: placeDomain,
    listing: placeListing,
    tag: 'Places',
    words: {
      create: 'Create a place of your agency',
      remove: 'Retire a place. Records at it stay with the agencies that created them',
    },
    schemas: { one: Place, page: PlacePage, parameters: PlaceParameters, new: NewPlace, change: PlaceChange },
  });
}
