import { AuthReply, EmailOnly, NewPasswordByToken, SignIn } from '@standpipe/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { asSystem } from '../db/system.ts';
import type { House } from '../house.ts';
import { bodyOf } from '../http/call.ts';
import { documented } from '../http/documented.ts';
import type { PublicCall } from '../http/public.ts';
import type { Refusals } from '../http/spec.ts';
import { type Auth, openAuth } from './auth.ts';
import { admitReset, requestReset, resetPassword } from './reset.service.ts';
import { type AuthAnswer, keepSession, signIn, signOut } from './sign-in.service.ts';

interface Asking {
  readonly house: House;
  readonly auth: Auth;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** The paths of the auth library that exist here; every other one is 404. */
export function authRoutes(app: FastifyInstance, house: House): void {
  const auth = openAuth(house);
  const route = (
    method: 'GET' | 'POST',
    path: string,
    summary: string,
    body: TSchema | undefined,
    work: (asking: Asking) => Promise<AuthAnswer>,
    refuses: Refusals = {},
  ) =>
    app.route({
      method,
      url: `/api/auth${path}`,
      schema: documented({
        method,
        path,
        summary,
        tag: 'Sign-in',
        guard: { open: 'public' },
        anyQuery: true,
        refuses,
        answers: AuthReply,
        ...(body && { body }),
      }),
      handler: async (request, reply) => {
        const answer = await work({ house, auth, request, reply });
        for (const cookie of answer.cookies) reply.header('set-cookie', cookie);
        return reply
          .header('cache-control', 'no-store')
          .type('application/json; charset=utf-8')
          .send(JSON.stringify(answer.body));
      },
    });

  route(
    'POST',
    '/sign-in/email',
    'Sign in; the answer sets the session cookie',
    SignIn,
    (asking) => signIn(asking, bodyOf(asking, SignIn)),
    { unauthenticated: 'the address or password is incorrect' },
  );
  route('POST', '/sign-out', 'End this session', undefined, signOut);
  route('GET', '/get-session', 'This session, kept alive when it is a day old', undefined, keepSession);
  route(
    'POST',
    '/request-password-reset',
    'Mail a code for a new password',
    EmailOnly,
    async (asking) => {
      const wanted = bodyOf(asking, EmailOnly);
      await admitReset(house, wanted.email, asking.request.ip);
      return inTransaction(asking, (call) => requestReset(call, wanted));
    },
    { unavailable: 'the server has no mail server' },
  );
  route('POST', '/reset-password', 'Choose a new password by a mailed code', NewPasswordByToken, (asking) =>
    inTransaction(asking, (call) => resetPassword(call, bodyOf(asking, NewPasswordByToken))),
  );
}

/** In one system transaction; what is to be done afterwards is done before the answer. */
async function inTransaction(
  { house, request, reply }: { house: House; request: FastifyRequest; reply: FastifyReply },
  work: (call: PublicCall) => Promise<Record<string, unknown>>,
): Promise<AuthAnswer> {
  const committed: (() => Promise<void> | void)[] = [];
  const afterCommit = (each: () => Promise<void> | void) => void committed.push(each);
  const body = await asSystem(house.database, (db) => work({ house, db, request, reply, afterCommit }));
  for (const each of committed) await each();
  return { body, cookies: [] };
}
