import {
  Account,
  AccountChange,
  ApiKey,
  ApiKeys,
  Invitations,
  KeyParameters,
  LinkKey,
  Me,
  MembershipChoice,
  NewApiKey,
  NewLinkKey,
  PasswordChange,
  Sessions,
  Welcome,
} from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf, pathId } from '../http/call.ts';
import { inSession, mount, mountCreate, signedIn } from '../http/route.ts';
import { acceptSignedIn, declineSignedIn, readInvitations } from './acceptance.ts';
import { changeAccount, confirmAddress } from './account.service.ts';
import { createKey, createLinkKey, endKey, pageOfKeys, readKey } from './keys.service.ts';
import {
  changePassword,
  endSession,
  readMe,
  readSessions,
  signOutEverywhere,
  switchMembership,
} from './me.service.ts';

/** What everybody may ask and change about themselves. */
export function meRoutes(app: FastifyInstance, house: House): void {
  const common = { tag: 'Me', acts: 'system' } as const;
  const self = { ...common, guard: inSession };
  const nothing = { answers: null, status: 204 } as const;
  mount(
    app,
    house,
    {
      ...common,
      guard: signedIn,
      method: 'GET',
      path: '/me',
      summary: 'Who you are, and what you may do',
      answers: Me,
    },
    (call) => readMe(call),
  );
  mount(
    app,
    house,
    {
      ...self,
      method: 'POST',
      path: '/me/membership',
      summary: 'Act for another of your agencies in this session',
      body: MembershipChoice,
      refuses: { not_found: 'the agency is none of theirs' },
      ...nothing,
    },
    (call) => switchMembership(call, () => bodyOf(call, MembershipChoice)),
  );
  mount(
    app,
    house,
    {
      ...self,
      method: 'POST',
      path: '/me/sign-out-everywhere',
      summary: 'End all your sessions, this one too',
      ...nothing,
    },
    (call) => signOutEverywhere(call),
  );
  mount(
    app,
    house,
    { ...self, method: 'GET', path: '/me/sessions', summary: 'Where you are signed in', answers: Sessions },
    (call) => readSessions(call),
  );
  mount(
    app,
    house,
    {
      ...self,
      method: 'DELETE',
      path: '/me/sessions/:id',
      summary: 'End one of your sessions',
      unversioned: true,
      ...nothing,
    },
    (call) => endSession(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...self,
      method: 'POST',
      path: '/me/password',
      summary: 'Change your password; your other sessions end',
      body: PasswordChange,
      ...nothing,
    },
    (call) => changePassword(call, () => bodyOf(call, PasswordChange)),
  );
  mount(
    app,
    house,
    {
      ...self,
      method: 'POST',
      path: '/me/account',
      summary: 'Change your name or e-mail; a new address is confirmed by a link mailed to it',
      body: AccountChange,
      answers: Account,
    },
    (call) => changeAccount(call, () => bodyOf(call, AccountChange)),
  );
  mount(
    app,
    house,
    {
      ...self,
      method: 'GET',
      path: '/me/invitations',
      summary: 'Agencies that invite you; none until a mail has proven your address',
      answers: Invitations,
    },
    readInvitations,
  );
  for (const [action, summary, work] of [
    ['accept', 'Accept an invitation; from then on this sign-in opens that agency too', acceptSignedIn],
    ['decline', 'Decline an invitation', declineSignedIn],
  ] as const)
    mount(
      app,
      house,
      { ...self, method: 'POST', path: `/me/invitations/:id/${action}`, summary, ...nothing },
      (call) => work(call, pathId(call)),
    );
  mount(
    app,
    house,
    {
      ...self,
      method: 'POST',
      path: '/address-changes/:token',
      summary: 'Confirm the new address of your account, signed in as who asked for it',
      refuses: {
        conflict: 'somebody else took the address meanwhile',
        not_found: 'the link is over, or is not theirs',
      },
      answers: Welcome,
    },
    (call) => confirmAddress(call, (call.request.params as { token: string }).token),
  );
  keyRoutes(app, house);
}

/** Keys are their person's business, signed in: a key manages no keys. */
function keyRoutes(app: FastifyInstance, house: House): void {
  const common = { tag: 'Me', guard: inSession };
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/me/api-keys',
      summary: 'Your API keys for this agency',
      query: KeyParameters,
      answers: ApiKeys,
    },
    pageOfKeys,
  );
  mountCreate(
    app,
    house,
    {
      ...common,
      path: '/me/api-keys',
      summary: 'Make an API key; the key is in this answer only',
      body: NewApiKey,
      answers: ApiKey,
      location: (id) => `/me/api-keys/${id}`,
    },
    (call) => createKey(call, bodyOf(call, NewApiKey)),
    readKey,
  );
  mountCreate(
    app,
    house,
    {
      ...common,
      path: '/me/link-keys',
      summary: 'Make a GIS link, an address that reads layers without signing in; it is in this answer only',
      body: NewLinkKey,
      refuses: { not_allowed: 'the asker may read none of the layers, or gives what they do not hold' },
      answers: LinkKey,
      location: (id) => `/me/api-keys/${id}`,
    },
    (call) => createLinkKey(call, bodyOf(call, NewLinkKey)),
    readKey,
  );
  mount(
    app,
    house,
    { ...common, method: 'GET', path: '/me/api-keys/:id', summary: 'One of your API keys', answers: ApiKey },
    (call) => readKey(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'DELETE',
      path: '/me/api-keys/:id',
      summary: 'Revoke one of your API keys, at once',
      unversioned: true,
      answers: null,
      status: 204,
    },
    (call) => endKey(call, pathId(call)),
  );
}
