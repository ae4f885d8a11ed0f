import {
  CommunityConnect,
  CommunityConnectChange,
  CommunityConnectPage,
  CommunityConnectParameters,
  NewCommunityConnect,
  Reveal,
  Revealed,
} from '@standpipe/contract';
import { communityConnect } from '@standpipe/policy';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { House } from '../house.ts';
import { bodyOf, pathId } from '../http/call.ts';
import { guardOf, mount } from '../http/route.ts';
import { recordRoutes } from '../records/records.routes.ts';
import { profileDomain } from './profiles.domain.ts';
import { profileListing } from './profiles.list.ts';
import { readProfile, reveal } from './reveal.service.ts';

export function communityConnectRoutes(app: FastifyInstance, house: House): void {
  const tag = 'Community Connect';
  recordRoutes(app, house, {
    domain: profileDomain,
    listing: profileListing,
    tag,
    words: {
      create: 'Create the Community Connect profile of a place',
      createRefused: 'the place is none that the asker may see',
    },
    schemas: {
      one: CommunityConnect,
      page: CommunityConnectPage,
      parameters: CommunityConnectParameters,
      new: NewCommunityConnect,
      change: CommunityConnectChange,
    },
    read: { query: Type.Object({}, { additionalProperties: false }), by: readProfile },
  });
  mount(
    app,
    house,
    {
      tag,
      kinds: ['communityConnect'],
      method: 'POST',
      path: '/community-connect/:id/reveal',
      summary: 'Reveal the sensitive fields of a profile, with a reason that its owner reads at once',
      guard: guardOf(communityConnect, 'reveal'),
      body: Reveal,
      refuses: { not_found: 'the profile is none that the asker may see' },
      answers: Revealed,
    },
    (call) => reveal(call, pathId(call), () => bodyOf(call, Reveal)),
  );
}
