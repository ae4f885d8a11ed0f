import { Changes, SimilarQuery } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { RawBuilder } from 'kysely';
import type { Static, TSchema } from 'typebox';
import { readHistory } from '../audit/history.ts';
import type { House } from '../house.ts';
import { bodyOf, patchOf, pathId } from '../http/call.ts';
import { doorOf, mount, mountCreate } from '../http/route.ts';
import type { AtPlaceDomain, AtPlaceKind, AtPlaceRow, NewAtPlace } from './at-place.ts';
import { ruleOf } from './at-place.ts';
import { changeAtPlace, createAtPlace, readAtPlace, removeAtPlace, requireOwn } from './at-place.verbs.ts';
import { type Listing, listRecords, type RecordQuery } from './list.ts';
import { listSimilar } from './similar.ts';

/** What the routes of a kind are made of. */
interface AtPlaceRoutes<K extends AtPlaceKind, New extends TSchema, Change extends TSchema> {
  readonly domain: AtPlaceDomain<K, Static<New> & NewAtPlace, Static<Change>>;
  readonly listing: Listing<AtPlaceRow<K>>;
  /** Which records count as under way or lately done when another of their type is about to be made. */
  readonly lately: RawBuilder<unknown>;
  readonly tag: string;
  readonly path: string;
  /** One such record and many, in words. */
  readonly one: string;
  readonly many: string;
  readonly schemas: {
    readonly one: TSchema;
    readonly page: TSchema;
    readonly parameters: TSchema;
    readonly new: New;
    readonly change: Change;
  };
}

/** Mounts what permits and inspections have in common: list, create, similar, read, change, delete, history. */
export function atPlaceRoutes<K extends AtPlaceKind, New extends TSchema, Change extends TSchema>(
  app: FastifyInstance,
  house: House,
  { domain, listing, lately, tag, path, one, many, schemas }: AtPlaceRoutes<K, New, Change>,
): void {
  const rule = ruleOf(domain.kind);
  const kinds = [domain.kind];
  const view = { tag, kinds, door: doorOf(rule, 'view') };
  const each = `${path}/:id`;
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path,
      summary: `${many} you may see, of your agency and shared with it`,
      query: schemas.parameters,
      answers: schemas.page,
    },
    (call, query) => listRecords(call, listing, query as RecordQuery),
  );
  mountCreate(
    app,
    house,
    {
      tag,
      kinds,
      path,
      summary: `Make ${one} at a place`,
      door: doorOf(rule, 'create'),
      body: schemas.new,
      refuses: { not_found: 'the place is none that the asker may see' },
      answers: schemas.one,
      location: (id) => `${path}/${id}`,
    },
    (call) => createAtPlace(call, domain, bodyOf(call, schemas.new) as Static<New> & NewAtPlace),
    (call, id) => readAtPlace(call, domain, id),
  );
  mount(
    app,
    house,
    {
      ...view,
      method: 'POST',
      reads: true,
      path: `${path}/similar`,
      summary: `What you may know of ${many.toLowerCase()} of this type at this place, lately or still open`,
      body: SimilarQuery,
      answers: schemas.page,
    },
    (call) => listSimilar(call, listing, bodyOf(call, SimilarQuery), lately),
  );
  mount(
    app,
    house,
    { ...view, method: 'GET', path: each, summary: `Read ${one}`, answers: schemas.one },
    (call) => readAtPlace(call, domain, pathId(call)),
  );
  mount(
    app,
    house,
    {
      method: 'PATCH',
      path: each,
      summary: `Change ${one}`,
      tag,
      kinds,
      door: doorOf(rule, 'edit'),
      body: schemas.change,
      refuses: { conflict: 'the status cannot follow the one it has, or the number is taken' },
      answers: schemas.one,
    },
    (call) => changeAtPlace(call, domain, pathId(call), () => patchOf(call, schemas.change)),
  );
  mount(
    app,
    house,
    {
      method: 'DELETE',
      path: each,
      summary: `Delete ${one}`,
      tag,
      kinds,
      door: doorOf(rule, 'delete'),
      answers: null,
      status: 204,
    },
    (call) => removeAtPlace(call, domain, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path: `${each}/history`,
      summary: `Every change of ${one} of your own agency`,
      answers: Changes,
    },
    async (call) => {
      const id = pathId(call);
      await requireOwn(call, domain, id);
      return readHistory(call, domain.kind, id);
    },
  );
}
