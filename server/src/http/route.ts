import { Readable } from 'node:stream';
import { type Action, type Kind, type Permission, permissionsOf, type Sheet } from '@standpipe/policy';
import type { FastifyInstance, FastifyReply, FastifyRequest, RequestPayload } from 'fastify';
import { sql } from 'kysely';
import type { Static, TSchema } from 'typebox';
import type { House } from '../house.ts';
import { type Call, openCall } from './call.ts';
import { documented } from './documented.ts';
import { type Creation, createOnce } from './idempotency.ts';
import { Later } from './later.ts';
import { tellingOutcome } from './outcome.ts';
import { isGone, Problem } from './problems.ts';
import { agencyOf, sessionOf, shownBy } from './session.ts';
import type { Guard, Spec } from './spec.ts';
import { aroundFile, largestUpload } from './upload.ts';
import { prepareUpload, takeUpload } from './uploading.ts';
import { checkParameters } from './validate.ts';
import type { CachedViewer } from './viewer-cache.ts';

export const signedIn: Guard = { open: 'signedIn' };
export const member: Guard = { open: 'signedIn', as: 'member' };
export const inSession: Guard = { open: 'signedIn', as: 'session' };
export const operator: Guard = { open: 'operator' };
/** The guard of an action on a kind of record: the permissions that its rule names, or any that one of its ways names. */
export function guardOf(kind: Kind<never> | Kind, action: Action): Guard {
  const { actions, kind: name } = kind as Kind;
  const asked = actions[action];
  const needs = asked?.needs ?? [];
  const guard = { open: 'permission', rule: `${name}.${action}` } as const;
  return asked && needs.length === 0
    ? { ...guard, needs: permissionsOf(asked), any: true }
    : { ...guard, needs };
}
export const permission = (...needs: Permission[]): Guard => ({ open: 'permission', needs });
export const anyPermission = (...needs: Permission[]): Guard => ({ open: 'permission', needs, any: true });
export const sheetGuard = (feature: Sheet, ...needs: Permission[]): Guard => ({
  open: 'permission',
  needs,
  feature,
});

declare module 'fastify' {
  interface FastifyContextConfig {
    guard?: Guard;
  }
}

const featureText = { client: 'Client Data Sharing', user: 'User Data Sharing' };

/** @throws Problem `not_allowed` with what is missing, or `feature_off` with whom to contact */
export function checkGuard(call: Pick<Call, 'asker'>, guard: Guard): void {
  const { asker } = call;
  if (guard.open === 'operator' && !asker.person.operator)
    throw new Problem('not_allowed', 'Only the platform operator may do this.', { missing: ['operator'] });
  if (guard.open === 'signedIn' && guard.as === 'member') agencyOf(asker);
  if (guard.open === 'signedIn' && guard.as === 'session') sessionOf(asker);
  if (guard.open !== 'permission') return;
  const lacking = guard.needs.filter((each) => !asker.viewer.permissions.has(each));
  const shut = guard.any ? lacking.length === guard.needs.length : lacking.length > 0;
  if (shut || !asker.agency)
    throw new Problem(
      'not_allowed',
      `You need ${lacking.join(guard.any ? ' or ' : ' and ')} for this. Contact an administrator of your agency.`,
      { missing: lacking },
    );
  if (guard.feature && asker.agency) {
    const on = guard.feature === 'client' ? asker.agency.clientDataSharing : asker.agency.userDataSharing;
    if (!on)
      throw new Problem(
        'feature_off',
        `${featureText[guard.feature]} must be enabled for ${asker.agency.name} by the platform operator. Contact your Customer Success Manager or Implementation Manager.`,
        { missing: [guard.feature === 'client' ? 'clientDataSharing' : 'userDataSharing'] },
      );
  }
}

/**
 * Mounts one route: the guard, one transaction, the parameters, then the work, in the order in which api.md wants
 * refusals. Reads hold one REPEATABLE READ snapshot, so that no row is newer than the grants
 * it is shown by; writes are READ COMMITTED under locks.
 */
export function mount<Q extends TSchema>(
  app: FastifyInstance,
  house: House,
  spec: Spec<Q>,
  work: (call: Call, query: Static<Q>) => Promise<unknown>,
): void {
  app.route({
    method: spec.method,
    url: `${spec.base ?? '/api/v1'}${spec.path}`,
    config: { guard: spec.guard },
    schema: spec.base === undefined ? documented(spec) : { hide: true },
    ...(spec.upload && {
      bodyLimit: largestUpload + aroundFile,
      preParsing: (request: FastifyRequest, reply: FastifyReply, body: RequestPayload) =>
        takeUpload(house, spec, request, reply, body as Readable, (call) => checkGuard(call, spec.guard)),
    }),
    handler: async (request, reply) => {
      const run = async (call: Call) => {
        checkGuard(call, spec.guard);
        const query = checkParameters(spec.query ?? noParameters, request.query) as Static<Q>;
        return work(call, query);
      };
      try {
        if (spec.upload) await prepareUpload(house, spec.upload, request);
        const { result, committed } = await inTransaction(house, request, reply, spec, run);
        for (const each of committed) await each();
        const status = reply.statusCode in (spec.orAnswers ?? {}) ? reply.statusCode : (spec.status ?? 200);
        return answer(reply, status, result instanceof Later ? await result.make() : result);
      } finally {
        await request.upload?.close();
      }
    },
  });
}

/** Mounts a route that creates a record: answers 201 with Location, and honours Idempotency-Key. */
export function mountCreate(
  app: FastifyInstance,
  house: House,
  spec: Omit<Spec<TSchema>, 'method' | 'status' | 'query' | 'creates'> & {
    readonly location: (id: string, call: Call) => string;
  },
  create: (call: Call) => Promise<string>,
  read: (call: Call, id: string) => Promise<unknown>,
): void {
  const creation: Creation = { create, read };
  mount(app, house, { ...spec, method: 'POST', status: 201, creates: true }, async (call) => {
    const { id, body } = await createOnce(call, creation);
    call.reply.header('location', `/api/v1${spec.location(id, call)}`);
    return body;
  });
}

export const noParameters = { type: 'object', properties: {}, additionalProperties: false } as TSchema;

/** The operator's console acts on every agency's account, and so as the system; all others under row-level security. */
async function inTransaction(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  spec: Spec<TSchema>,
  run: (call: Call) => Promise<unknown>,
) {
  const writes = spec.method !== 'GET' && !spec.reads;
  const system = spec.guard.open === 'operator' || spec.acts === 'system';
  const database = system ? house.database.system : house.database.viewer;
  const asks = { kinds: spec.kinds ?? [], writes, lock: spec.lock };
  const transaction = (committing: () => void, fromCache?: CachedViewer) =>
    database
      .transaction()
      .setIsolationLevel(writes ? 'read committed' : 'repeatable read')
      .execute(async (db) => {
        const call = await openCall(house, db, request, reply, asks, fromCache);
        const result = await run(call).catch(async (error: unknown) => {
          // A refusal counts only where the cached viewer is still valid, which the database's answer shows.
          if (fromCache && error instanceof Problem) await sql`select`.execute(db);
          throw error;
        });
        committing();
        return { result, committed: call.committed };
      });
  if (!writes && request.headers['x-view-as'] === undefined) {
    const shown = shownBy(request, house.secret);
    const fromCache = house.viewerCache.find(shown);
    try {
      if (fromCache) return await transaction(() => {}, fromCache);
    } catch (error) {
      if (error instanceof Problem || isGone(error)) throw error;
      house.viewerCache.drop(shown); // most likely it is no longer valid; the work is done again with one read now
    }
  }
  const attempt = () => (writes ? tellingOutcome(transaction) : transaction(() => {}));
  for (let again = 2; ; again--)
    try {
      return await attempt();
    } catch (error) {
      // Locks of two agencies were taken crosswise; nothing of this attempt is left, so it is made again.
      if (again === 0 || (error as { code?: string }).code !== deadlock) throw error;
    }
}

const deadlock = '40P01';

/** Sends what a route's work came to. */
export function answer(reply: FastifyReply, status: number, result: unknown) {
  if (reply.sent) return reply;
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  if (result instanceof Uint8Array || result instanceof Readable) return reply.send(result);
  const version = (result as { version?: unknown } | null | undefined)?.version;
  if (typeof version === 'number') reply.header('etag', `"${version}"`);
  if (status === 204 || result === undefined) return reply.code(204).send();
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(result));
}
