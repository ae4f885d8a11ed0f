import { Changes, Restore, SimilarQuery, VersionPage, VersionParameters } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { RawBuilder } from 'kysely';
import type { Static, TSchema } from 'typebox';
import { readHistory } from '../audit/history.ts';
import type { House } from '../house.ts';
import { bodyOf, type Call, patchOf, pathId } from '../http/call.ts';
import { guardOf, mount, mountCreate } from '../http/route.ts';
import { kinds, type RecordKind, rulesOf } from '../kinds/kinds.ts';
import type { Domain, StoredRow } from './domain.ts';
import { type Listing, listRecords, type RecordQuery } from './list.ts';
import { listSimilar } from './similar.ts';
import { changeRecord, createRecord, deleteRecord, reach, readRecord } from './verbs.ts';
import { readVersions, restoreVersion } from './versions.ts';

/** What the routes of a kind are made of. */
interface RecordRoutes<R extends StoredRow, New extends TSchema, Change extends TSchema> {
  readonly domain: Domain<R, Static<New> & object, Static<Change> & object>;
  readonly listing: Listing<R>;
  readonly tag: string;
  readonly schemas: {
    readonly one: TSchema;
    readonly page: TSchema;
    readonly parameters: TSchema;
    readonly new: New;
    readonly change: Change;
  };
  /** In words: what is made, deleted, or refused, where that differs from kind to kind. */
  readonly words?: {
    readonly create?: string;
    readonly remove?: string;
    readonly createRefused?: string;
    readonly conflict?: string;
  };
  /** The kinds of record that a new one may be about. */
  readonly madeAbout?: readonly RecordKind[];
  /** How one is read and changed, where that differs from what all kinds do. */
  readonly read?: {
    readonly query: TSchema;
    readonly by: (call: Call, id: string, query: never) => Promise<unknown>;
  };
  readonly change?: {
    readonly by: (call: Call, id: string, read: () => Static<Change> & object) => Promise<unknown>;
    /** What it may answer instead, by status. */
    readonly or?: Readonly<Record<number, TSchema>>;
  };
  /** Which records count as under way or recent done when another of their type is about to be made at a place. */
  readonly recent?: RawBuilder<unknown>;
}

/** Mounts what all kinds have: list, create, read, change, delete, history, and where it is asked for, similar. */
export function recordRoutes<R extends StoredRow, New extends TSchema, Change extends TSchema>(
  app: FastifyInstance,
  house: House,
  {
    domain,
    listing,
    tag,
    schemas,
    words = {},
    recent,
    read,
    change,
    madeAbout = [],
  }: RecordRoutes<R, New, Change>,
): void {
  const { path, many } = kinds[domain.kind];
  const rule = rulesOf(domain.kind);
  const one = rule.name;
  const common = { tag, kinds: [domain.kind] };
  const view = { ...common, guard: guardOf(rule, 'view') };
  const each = `${path}/:id`;
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path,
      summary: `${capital(many)} you may see, of your agency and shared with it`,
      query: schemas.parameters,
      answers: schemas.page,
    },
    (call, query) => listRecords(call, listing, query as RecordQuery),
  );
  mountCreate(
    app,
    house,
    {
      ...common,
      kinds: [domain.kind, ...madeAbout],
      path,
      summary: words.create ?? `Create ${one}`,
      guard: guardOf(rule, 'create'),
      body: schemas.new,
      ...(words.createRefused && { refuses: { not_found: words.createRefused } }),
      answers: schemas.one,
      location: (id) => `${path}/${id}`,
    },
    (call) => createRecord(call, domain, bodyOf(call, schemas.new) as Static<New> & object),
    (call, id) => readRecord(call, domain, id),
  );
  if (recent)
    mount(
      app,
      house,
      {
        ...view,
        method: 'POST',
        reads: true,
        path: `${path}/similar`,
        summary: `What you may know of ${many} of this type at this place, recent or still open`,
        body: SimilarQuery,
        answers: schemas.page,
      },
      (call) => listSimilar(call, listing, bodyOf(call, SimilarQuery), recent),
    );
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path: each,
      summary: `Read ${one}`,
      answers: schemas.one,
      ...(read && { query: read.query }),
    },
    (call, query) =>
      read ? read.by(call, pathId(call), query as never) : readRecord(call, domain, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'PATCH',
      path: each,
      summary: `Change ${one}`,
      guard: guardOf(rule, 'edit'),
      body: schemas.change,
      ...(words.conflict && { refuses: { conflict: words.conflict } }),
      answers: schemas.one,
      ...(change?.or && { orAnswers: change.or }),
    },
    (call) => {
      const asked = () => patchOf(call, schemas.change) as Static<Change> & object;
      return change ? change.by(call, pathId(call), asked) : changeRecord(call, domain, pathId(call), asked);
    },
  );
  if (rule.actions.delete)
    mount(
      app,
      house,
      {
        ...common,
        method: 'DELETE',
        path: each,
        summary: words.remove ?? `Delete ${one}`,
        guard: guardOf(rule, 'delete'),
        answers: null,
        status: 204,
      },
      (call) => deleteRecord(call, domain, pathId(call)),
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
      await reach(call, domain, id, 'readHistory');
      return readHistory(call, domain.kind, id);
    },
  );
}

/** Mounts the versions of a kind that has them, and how one is restored. */
export function versionRoutes<R extends StoredRow, Change extends object>(
  app: FastifyInstance,
  house: House,
  {
    domain,
    tag,
    answers,
    restore = (call, id, read) => restoreVersion(call, domain, id, read),
  }: {
    domain: Domain<R, never, Change>;
    tag: string;
    answers: TSchema;
    restore?: (call: Call, id: string, read: () => Restore) => Promise<unknown>;
  },
): void {
  const { path } = kinds[domain.kind];
  const rule = rulesOf(domain.kind);
  const common = { tag, kinds: [domain.kind] };
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: `${path}/:id/versions`,
      summary: `Every version of ${rule.name} of your own agency`,
      guard: guardOf(rule, 'view'),
      query: VersionParameters,
      answers: VersionPage,
    },
    (call, query) => readVersions(call, domain, pathId(call), query),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'POST',
      path: `${path}/:id/restore`,
      versioned: true,
      summary: `Bring back an earlier version of ${rule.name}`,
      guard: guardOf(rule, 'restore'),
      body: Restore,
      refuses: { not_found: 'the record or version is none that the asker may see' },
      answers,
    },
    (call) => restore(call, pathId(call), () => bodyOf(call, Restore)),
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
