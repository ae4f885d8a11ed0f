import { Grantors } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { type Call, ownAgency } from '../http/call.ts';
import { member, mount } from '../http/route.ts';

/** The agencies whose records one may come to see: what lists can be narrowed to. */
export function grantorRoutes(app: FastifyInstance, house: House): void {
  mount(
    app,
    house,
    {
      method: 'GET',
      path: '/me/grantors',
      summary: 'Your agency, and those that share with it now',
      tag: 'Me',
      guard: member,
      answers: Grantors,
    },
    readGrantors,
  );
}

/** The own agency first, then its grantors by name. */
async function readGrantors(call: Call) {
  const own = ownAgency(call).id;
  const ids = [own, ...call.viewer.received.keys()];
  const rows = await call.db
    .selectFrom('agency')
    .select(['id', 'name', 'color'])
    .where('id', 'in', ids)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return { items: [...rows.filter(({ id }) => id === own), ...rows.filter(({ id }) => id !== own)] };
}
