import { AuthReply, EmailOnly, NewPasswordByToken, SignIn } from '@standpipe/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import type { House } from '../house.ts';
import { bodyOf } from '../http/call.ts';
import { documented } from '../http/documented.ts';
import type { Refusals } from '../http/spec.ts';
import { openAuth } from './auth.ts';
import {
  type AuthAnswer,
  keepSession,
  requestReset,
  resetPassword,
  signIn,
  signOut,
} from './sign-in.service.ts';

/** The paths of the auth library that exist here; every other one is 404. */
export function authRoutes(app: FastifyInstance, house: House): void {
  const auth = openAuth(house);
  const route = (
    method: 'GET' | 'POST',
    path: string,
    summary: string,
    body: TSchema | undefined,
    work: (asking: { house: House; auth: typeof auth; request: FastifyRequest }) => Promise<AuthAnswer>,
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
        door: { open: 'public' },
        anyQuery: true,
        refuses,
        answers: AuthReply,
        ...(body && { body }),
      }),
      handler: async (request, reply) => {
        const answer = await work({ house, auth, request });
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
    { unauthenticated: 'the address or the password is not right' },
  );
  route('POST', '/sign-out', 'End this session', undefined, signOut);
  route('GET', '/get-session', 'This session, kept alive when it is a day old', undefined, keepSession);
  route(
    'POST',
    '/request-password-reset',
    'Mail a code for a new password',
    EmailOnly,
    (asking) => requestReset(asking, bodyOf(asking, EmailOnly)),
    { unavailable: 'the server has no mail server' },
  );
  route('POST', '/reset-password', 'Choose a new password by a mailed code', NewPasswordByToken, (asking) =>
    resetPassword(asking, bodyOf(asking, NewPasswordByToken)),
  );
}
