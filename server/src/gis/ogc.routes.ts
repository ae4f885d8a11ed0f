import type { FastifyInstance } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { House } from '../house.ts';
import type { Call } from '../http/call.ts';
import { problemOf, replyWithProblem } from '../http/problems.ts';
import { anyPermission, guardOf, mount } from '../http/route.ts';
import type { Guard } from '../http/spec.ts';
import { rulesOf } from '../kinds/kinds.ts';
import { layers, needsOf } from './layers.ts';
import { document } from './ogc.document.ts';
import { readItem, readItems } from './ogc.items.ts';
import { collection, collections, conformance, landingPage } from './ogc.pages.ts';
import { CollectionParameters, type ItemQuery, itemsOf, OgcParameters } from './ogc.parameters.ts';

/** Where the key is: in the request, or in the path. */
const bases = ['/ogc', '/ogc/k/:link'];

/** GIS programs ask for a name and a password once they are told that it is possible. */
const challenge = 'Basic realm="Standpipe: any user name, and an API key as the password", charset="UTF-8"';

/** OGC API - Features: parts 1 (core, GeoJSON, OpenAPI 3.0) and 2 (coordinate systems). */
export async function ogcRoutes(app: FastifyInstance, house: House): Promise<void> {
  await app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => {
      const problem = problemOf(error, request);
      const keyInPath = request.routeOptions.url?.startsWith('/ogc/k/');
      if (problem.code === 'unauthenticated' && !keyInPath) reply.header('www-authenticate', challenge);
      return replyWithProblem(problem, request, reply);
    });
    for (const base of bases) mountAt(scope, house, base);
  });
}

function mountAt(app: FastifyInstance, house: House, base: string): void {
  const any = anyPermission(...layers.flatMap(needsOf));
  const kinds = layers.map(({ kind }) => kind);
  const get = <Q extends TSchema>(
    path: string,
    { guard, kinds }: { guard: Guard; kinds?: (typeof layers)[number]['kind'][] },
    query: Q,
    work: (call: Call, query: Static<Q>) => unknown,
  ) =>
    mount(
      app,
      house,
      {
        method: 'GET',
        base,
        path,
        summary: '',
        tag: 'GIS',
        guard,
        ...(kinds && { kinds }),
        query,
        answers: null,
        status: 200,
      },
      async (call, asked) => work(call, asked),
    );
  for (const path of ['', '/']) get(path, { guard: any }, OgcParameters, landingPage);
  get('/conformance', { guard: any }, OgcParameters, conformance);
  get('/api', { guard: any }, OgcParameters, document);
  get('/collections', { guard: any, kinds }, OgcParameters, collections);
  for (const layer of layers) {
    const own = { guard: guardOf(rulesOf(layer.kind), 'view'), kinds: [layer.kind] };
    const path = `/collections/${layer.name}`;
    get(path, own, OgcParameters, (call) => collection(call, layer));
    get(`${path}/items`, own, itemsOf(layer), (call, query) => readItems(call, layer, query as ItemQuery));
    get(`${path}/items/:id`, own, CollectionParameters, (call, query) =>
      readItem(call, layer, query as { crs?: string }),
    );
  }
}
