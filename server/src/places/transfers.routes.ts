import {
  NewPlaceTransfer,
  Place,
  PlaceTransfer,
  PlaceTransferPage,
  PlaceTransferParameters,
} from '@standpipe/contract';
import { place } from '@standpipe/policy';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf, pathId } from '../http/call.ts';
import { guardOf, mount, mountCreate } from '../http/route.ts';
import {
  acceptPlace,
  declinePlace,
  offerPlace,
  pageOfTransfers,
  readTransfer,
  withdrawPlace,
} from './transfers.service.ts';

export function transferRoutes(app: FastifyInstance, house: House): void {
  const common = { tag: 'Places', kinds: ['place'] as const };
  mountCreate(
    app,
    house,
    {
      ...common,
      path: '/places/:id/transfer',
      summary: 'Offer a place of yours to another agency, which then owns it with everything at it',
      guard: guardOf(place, 'edit'),
      body: NewPlaceTransfer,
      refuses: { conflict: 'it is offered already' },
      answers: PlaceTransfer,
      location: (id) => `/place-transfers/${id}`,
    },
    (call) => offerPlace(call, pathId(call), () => bodyOf(call, NewPlaceTransfer)),
    readTransfer,
  );
  const decisions = [
    ['accept', 'Take over a place that was offered to your agency', 'create', Place, acceptPlace],
    ['decline', 'Decline a place that was offered to your agency', 'create', PlaceTransfer, declinePlace],
    [
      'withdraw',
      'Take back an offer of yours that nobody has decided yet',
      'edit',
      PlaceTransfer,
      withdrawPlace,
    ],
  ] as const;
  for (const [verb, summary, action, answers, work] of decisions)
    mount(
      app,
      house,
      {
        ...common,
        method: 'POST',
        path: `/places/:id/transfer/${verb}`,
        summary,
        guard: guardOf(place, action),
        answers,
        ...(verb === 'accept' && { lock: 'change' }),
      },
      (call) => work(call, pathId(call)),
    );
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/place-transfers',
      summary: 'Places offered to your agency and by it, newest first',
      guard: guardOf(place, 'view'),
      query: PlaceTransferParameters,
      answers: PlaceTransferPage,
    },
    pageOfTransfers,
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/place-transfers/:id',
      summary: 'One offer of a place',
      guard: guardOf(place, 'view'),
      answers: PlaceTransfer,
    },
    (call) => readTransfer(call, pathId(call)),
  );
}
