import { NewPermit, Permit, PermitChange, PermitPage, PermitParameters, SimilarQuery } from '@standpipe/contract';
import { permit } from '@standpipe/policy';
import type { FastifyInstance } from 'fastify';
import { readHistory } from '../audit/history.ts';
import type { House } from '../house.ts';
import { bodyOf, patchOf, pathId } from '../http/call.ts';
import { doorOf, mount, mountCreate } from '../http/route.ts';
import { Changes } from '@standpipe/contract';
import { listRecords } from '../records/list.ts';
import { permitListing } from './permits.list.ts';
import {
  changePermit,
  createPermit,
  findSimilarPermits,
  readPermit,
  removePermit,
  requireOwnPermit,
} from './permits.service.ts';

export function permitRoutes(app: FastifyInstance, house: House): void {
  const tag = 'Permits';
  const kinds = ['permit'] as const;
  mount(
    app,
    house,
    {
      method: 'GET',
      path: '/permits',
      summary: 'Permits you may see, of your agency and shared with it',
      tag,
      kinds,
      door: doorOf(permit, 'view'),
      query: PermitParameters,
      answers: PermitPage,
    },
    (call, query) => listRecords(call, permitListing, query),
  );
  mountCreate(
    app,
    house,
    {
      path: '/permits',
      summary: 'Make a permit at a place',
      tag,
      kinds,
      door: doorOf(permit, 'create'),
      body: NewPermit,
      answers: Permit,
      location: (id) => `/permits/${id}`,
    },
    (call) => createPermit(call, bodyOf(call, NewPermit)),
    readPermit,
  );
  mount(
    app,
    house,
    {
      method: 'POST',
      path: '/permits/similar',
      summary: 'What you may know of permits of this type at this place, lately or still open',
      tag,
      kinds,
      door: doorOf(permit, 'view'),
      body: SimilarQuery,
      answers: PermitPage,
    },
    (call) => {
      const { placeId, type } = bodyOf(call, SimilarQuery);
      return findSimilarPermits(call, placeId, type);
    },
  );
  mount(
    app,
    house,
    {
      method: 'GET',
      path: '/permits/:id',
      summary: 'One permit',
      tag,
      kinds,
      door: doorOf(permit, 'view'),
      answers: Permit,
    },
    (call) => readPermit(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      method: 'PATCH',
      path: '/permits/:id',
      summary: 'Change a permit',
      tag,
      kinds,
      door: doorOf(permit, 'edit'),
      body: PermitChange,
      answers: Permit,
    },
    (call) => changePermit(call, pathId(call), () => patchOf(call, PermitChange)),
  );
  mount(
    app,
    house,
    {
      method: 'DELETE',
      path: '/permits/:id',
      summary: 'Delete a permit',
      tag,
      kinds,
      door: doorOf(permit, 'delete'),
      answers: null,
      status: 204,
    },
    (call) => removePermit(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      method: 'GET',
      path: '/permits/:id/history',
      summary: 'Every change of a permit of your own agency',
      tag,
      kinds,
      door: doorOf(permit, 'view'),
      answers: Changes,
    },
    async (call) => {
      const id = pathId(call);
      await requireOwnPermit(call, id);
      return readHistory(call, 'permit', id);
    },
  );
}
