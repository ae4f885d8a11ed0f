import { CandidateParameters, Candidates, PlaceOpenings } from '@standpipe/contract';
import { place } from '@standpipe/policy';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { pathId } from '../http/call.ts';
import { guardOf, mount } from '../http/route.ts';
import { listReceivers, readOpenings } from './openings.service.ts';

/** What a page needs to know before it offers something at a place. */
export function openingRoutes(app: FastifyInstance, house: House): void {
  const common = { tag: 'Places', kinds: ['place'] as const, method: 'GET' } as const;
  mount(
    app,
    house,
    {
      ...common,
      path: '/places/:id/openings',
      summary: 'What your agency may make at this place, and why not',
      guard: guardOf(place, 'view'),
      answers: PlaceOpenings,
    },
    (call) => readOpenings(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...common,
      path: '/places/:id/transfer/candidates',
      summary: 'Agencies that a place of yours can be offered to, by name',
      guard: guardOf(place, 'edit'),
      query: CandidateParameters,
      answers: Candidates,
    },
    (call, query) => listReceivers(call, pathId(call), query),
  );
}
