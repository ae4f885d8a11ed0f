import { InvitationAcceptance, InvitationRead, NewOperator, SetupRead, Welcome } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf } from '../http/call.ts';
import { mountPublic, type PublicCall } from '../http/public.ts';
import { acceptInvitation, readInvitation } from './invitations.ts';
import { readSetup, setUp } from './setup.ts';

const tokenOf = (call: PublicCall) => (call.request.params as { token: string }).token;

/** Links that work once, for people who cannot sign in yet. */
export function linkRoutes(app: FastifyInstance, house: House): void {
  const tag = 'Sign-in';
  mountPublic(
    app,
    house,
    {
      method: 'GET',
      path: '/invitations/:token',
      summary: 'Who is invited to what',
      tag,
      answers: InvitationRead,
    },
    (call) => readInvitation(call, tokenOf(call)),
  );
  mountPublic(
    app,
    house,
    {
      method: 'POST',
      path: '/invitations/:token',
      summary: 'Accept an invitation, with a password where there is no account yet',
      tag,
      body: InvitationAcceptance,
      answers: Welcome,
    },
    (call) => acceptInvitation(call, tokenOf(call), () => bodyOf(call, InvitationAcceptance)),
  );
  mountPublic(
    app,
    house,
    {
      method: 'GET',
      path: '/setup/:token',
      summary: 'Is this setup link good?',
      tag,
      answers: SetupRead,
    },
    (call) => readSetup(call, tokenOf(call)),
  );
  mountPublic(
    app,
    house,
    {
      method: 'POST',
      path: '/setup/:token',
      summary: 'Make the first operator',
      tag,
      body: NewOperator,
      answers: Welcome,
    },
    (call) => setUp(call, tokenOf(call), () => bodyOf(call, NewOperator)),
  );
}
