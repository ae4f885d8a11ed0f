import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { House } from '../house.ts';
import type { Call } from '../http/call.ts';
import { formOf, gisShown } from '../http/gis-credentials.ts';
import { type Problem, problemOf } from '../http/problems.ts';
import { anyPermission, guardOf, mount } from '../http/route.ts';
import type { Guard } from '../http/spec.ts';
import { checkParameters } from '../http/validate.ts';
import { rulesOf } from '../kinds/kinds.ts';
import { currentVersion, describeLayer, describeService } from './arcgis.layer.ts';
import { formatOf, type Given, queryOf } from './arcgis.parameters.ts';
import { answerQuery } from './arcgis.query.ts';
import { type GisLayer, layers, layersFor, needsOf } from './layers.ts';

const root = '/arcgis/rest';
const service = '/services/standpipe/FeatureServer';

/** Clients send many parameters that this server has no use for. */
const anything = Type.Object({}, { additionalProperties: true });

/** Refusals that ArcGIS clients look for in the body, under 200; what concerns all of HTTP keeps its status. */
const inBody = new Set([400, 403, 404, 498, 499]);

/** Answers a problem as ArcGIS has it: 499 where there is no token, 498 for one that does not work. */
function replyWithError(problem: Problem, request: FastifyRequest, reply: FastifyReply) {
  const shown = gisShown(request) !== null || request.headers.authorization !== undefined;
  const unknown = shown ? 498 : 499;
  const code = problem.code === 'unauthenticated' ? unknown : problem.status;
  const message =
    code === 498
      ? 'Invalid token.'
      : code === 499
        ? 'Token required: send an API key as token.'
        : problem.message;
  const { retryAfter } = problem.extras;
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  return reply
    .code(inBody.has(code) ? 200 : code)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ error: { code, message, details: [] } }));
}

/** The parameters of a request: of its address, and of a form that it sends. */
const givenIn = ({ request }: Pick<Call, 'request'>): Given => {
  const given = { ...(request.query as object), ...Object.fromEntries(formOf(request)) };
  checkParameters(anything, given);
  return given as Given;
};

const asJson = (call: Pick<Call, 'reply'>, given: Given, value: object): Uint8Array => {
  call.reply.type('application/json; charset=utf-8');
  return Buffer.from(JSON.stringify(value, null, formatOf(given) === 'pjson' ? 2 : undefined));
};

/** A FeatureServer of ArcGIS, to be read only. */
export async function arcgisRoutes(app: FastifyInstance, house: House): Promise<void> {
  await app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) =>
      replyWithError(problemOf(error, request), request, reply),
    );
    informationRoutes(scope);
    mountService(scope, house);
  });
}

/** What a client asks before it has a token. */
function informationRoutes(app: FastifyInstance): void {
  const config = { guard: { open: 'public' } as const };
  app.get(`${root}/info`, { config, schema: { hide: true } }, async (request, reply) =>
    asJson({ reply }, givenIn({ request }), {
      currentVersion,
      fullVersion: `${currentVersion}.0`,
      authInfo: { isTokenBasedSecurity: true },
    }),
  );
}

function mountService(app: FastifyInstance, house: House): void {
  const any = anyPermission(...layers.flatMap(needsOf));
  const kinds = layers.map(({ kind }) => kind);
  type Asks = { readonly guard: Guard; readonly kinds?: GisLayer['kind'][] };
  const at = (path: string, asks: Asks, work: (call: Call, given: Given) => object | Promise<object>) => {
    for (const method of ['GET', 'POST'] as const)
      mount(
        app,
        house,
        {
          method,
          base: root,
          path,
          summary: '',
          tag: 'GIS',
          ...asks,
          query: anything,
          answers: null,
          status: 200,
          ...(method === 'POST' && { reads: true as const }),
        },
        async (call) => {
          const given = givenIn(call);
          const value = await work(call, given);
          return value instanceof Readable ? value : asJson(call, given, value);
        },
      );
  };
  at('/services', { guard: any }, () => ({
    currentVersion,
    folders: [],
    services: [{ name: 'standpipe', type: 'FeatureServer' }],
  }));
  at(service, { guard: any, kinds }, (call) => describeService(call, layersFor(call)));
  at(`${service}/layers`, { guard: any, kinds }, async (call) => {
    const described = [];
    for (const layer of layersFor(call)) described.push(await describeLayer(call, layer));
    return { layers: described, tables: [] };
  });
  for (const layer of layers) {
    const own = { guard: guardOf(rulesOf(layer.kind), 'view'), kinds: [layer.kind] };
    at(`${service}/${layer.number}`, own, (call) => describeLayer(call, layer));
    at(`${service}/${layer.number}/query`, own, (call, given) => answerQuery(call, queryOf(given, layer)));
  }
}
