import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Db } from '../db/open.ts';
import { asSystem } from '../db/system.ts';
import type { House } from '../house.ts';
import { documented } from './documented.ts';
import { tellingOutcome } from './outcome.ts';
import { answer, noParameters } from './route.ts';
import type { Spec } from './spec.ts';
import { checkParameters } from './validate.ts';

/** A call of nobody in particular: what it may do hangs on the secret in its path or body. */
export interface PublicCall {
  readonly house: House;
  readonly db: Db;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Runs once the transaction has committed, before the answer goes out. */
  afterCommit(work: () => Promise<void> | void): void;
}

/** Mounts a route that is open without signing in, in one system transaction. */
export function mountPublic<Q extends TSchema>(
  app: FastifyInstance,
  house: House,
  given: Omit<Spec<Q>, 'guard' | 'kinds' | 'acts' | 'lock'>,
  work: (call: PublicCall, query: Static<Q>) => Promise<unknown>,
): void {
  const spec: Spec<Q> = { ...given, guard: { open: 'public' } };
  app.route({
    method: spec.method,
    url: `/api/v1${spec.path}`,
    config: { guard: spec.guard },
    schema: documented(spec),
    handler: async (request, reply) => {
      const committed: (() => Promise<void> | void)[] = [];
      const transaction = (committing: () => void) =>
        asSystem(house.database, async (db) => {
          const query = checkParameters(spec.query ?? noParameters, request.query) as Static<Q>;
          const afterCommit = (each: () => Promise<void> | void) => void committed.push(each);
          const done = await work({ house, db, request, reply, afterCommit }, query);
          committing();
          return done;
        });
      const result = await (spec.method === 'GET' ? transaction(() => {}) : tellingOutcome(transaction));
      for (const each of committed) await each();
      return answer(reply, spec.status ?? 200, result);
    },
  });
}
