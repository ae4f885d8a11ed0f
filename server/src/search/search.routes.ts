import { SearchPage, SearchParameters } from '@standpipe/contract';
import { permissionsOf } from '@standpipe/policy';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { anyPermission, mount } from '../http/route.ts';
import { kindNames, rulesOf } from '../kinds/kinds.ts';
import { searchEverything } from './search.service.ts';

export function searchRoutes(app: FastifyInstance, house: House): void {
  mount(
    app,
    house,
    {
      method: 'GET',
      path: '/search',
      summary: 'Records of every kind that you may see, by the words in what is open to you',
      tag: 'Search',
      kinds: kindNames,
      guard: anyPermission(
        ...new Set(kindNames.flatMap((kind) => permissionsOf(rulesOf(kind).actions.view!))),
      ),
      query: SearchParameters,
      answers: SearchPage,
    },
    (call, { q }) => searchEverything(call, q),
  );
}
