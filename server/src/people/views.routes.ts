import {
  NewSavedView,
  SavedView,
  SavedViewChange,
  SavedViewParameters,
  SavedViews,
} from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf, patchOf, pathId } from '../http/call.ts';
import { member, mount, mountCreate } from '../http/route.ts';
import { changeView, createView, readView, readViews, removeView } from './views.service.ts';

/** Lists as a user of an agency keeps them. */
export function viewRoutes(app: FastifyInstance, house: House): void {
  const common = { tag: 'Me', guard: member };
  const path = '/me/views';
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path,
      summary: 'Your saved views in this agency',
      query: SavedViewParameters,
      answers: SavedViews,
    },
    readViews,
  );
  mountCreate(
    app,
    house,
    {
      ...common,
      path,
      summary: 'Save a view of a list',
      body: NewSavedView,
      refuses: { conflict: 'there are as many as one may keep' },
      answers: SavedView,
      location: (id) => `${path}/${id}`,
    },
    (call) => createView(call, bodyOf(call, NewSavedView)),
    readView,
  );
  mount(
    app,
    house,
    { ...common, method: 'GET', path: `${path}/:id`, summary: 'One saved view', answers: SavedView },
    (call) => readView(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'PATCH',
      path: `${path}/:id`,
      summary: 'Rename a saved view, or save another query in it',
      body: SavedViewChange,
      refuses: { conflict: 'the name is taken' },
      answers: SavedView,
    },
    (call) => changeView(call, pathId(call), () => patchOf(call, SavedViewChange)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'DELETE',
      path: `${path}/:id`,
      summary: 'Delete a saved view',
      answers: null,
      status: 204,
    },
    (call) => removeView(call, pathId(call)),
  );
}
