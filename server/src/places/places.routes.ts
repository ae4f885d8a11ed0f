import { Changes, NewPlace, Place, PlaceChange, PlacePage, PlaceParameters } from '@standpipe/contract';
import { place } from '@standpipe/policy';
import type { FastifyInstance } from 'fastify';
import { readHistory } from '../audit/history.ts';
import type { House } from '../house.ts';
import { bodyOf, patchOf, pathId } from '../http/call.ts';
import { doorOf, mount, mountCreate } from '../http/route.ts';
import { listRecords } from '../records/list.ts';
import { placeListing } from './places.list.ts';
import { changePlace, createPlace, readPlace, requireOwnPlace, retirePlace } from './places.service.ts';

export function placeRoutes(app: FastifyInstance, house: House): void {
  const common = { tag: 'Places', kinds: ['place'] as const };
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/places',
      summary: 'Places you may see, of your agency and shared with it',
      door: doorOf(place, 'view'),
      query: PlaceParameters,
      answers: PlacePage,
    },
    (call, query) => listRecords(call, placeListing, query),
  );
  mountCreate(
    app,
    house,
    {
      ...common,
      path: '/places',
      summary: 'Make a place of your agency',
      door: doorOf(place, 'create'),
      body: NewPlace,
      answers: Place,
      location: (id) => `/places/${id}`,
    },
    (call) => createPlace(call, bodyOf(call, NewPlace)),
    readPlace,
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/places/:id',
      summary: 'One place, as far as its owner opens it to you',
      door: doorOf(place, 'view'),
      answers: Place,
    },
    (call) => readPlace(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'PATCH',
      path: '/places/:id',
      summary: 'Change a place',
      door: doorOf(place, 'edit'),
      body: PlaceChange,
      answers: Place,
    },
    (call) => changePlace(call, pathId(call), () => patchOf(call, PlaceChange)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'DELETE',
      path: '/places/:id',
      summary: 'Retire a place. Records at it stay with the agencies that created them',
      door: doorOf(place, 'delete'),
      answers: null,
      status: 204,
    },
    (call) => retirePlace(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/places/:id/history',
      summary: 'Every change of a place of your own agency',
      door: doorOf(place, 'view'),
      answers: Changes,
    },
    async (call) => {
      const id = pathId(call);
      await requireOwnPlace(call, id);
      return readHistory(call, 'place', id);
    },
  );
}
