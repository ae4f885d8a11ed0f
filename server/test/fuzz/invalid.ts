import type { Operation, Schema } from './document.ts';
import type { Prepared } from './recipes.ts';
import type { Request } from './request.ts';
import { drawRequest } from './request.ts';
import { type Material, strangeId } from './valid.ts';

type Spoil = (material: Material, operation: Operation, request: Request) => Request | null;

/** Does the document take this body? */
export type Fits = (schema: Schema, value: unknown) => boolean;

const junk: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  0.5,
  '',
  ' ',
  'nonsense',
  [],
  {},
  [[]],
  'x'.repeat(6000),
  -0.001,
];

/** Every place in a value that something else can be put. */
function* placesIn(value: unknown): Generator<{ holder: Record<string, unknown>; key: string }> {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    yield { holder: value as Record<string, unknown>, key };
    yield* placesIn((value as Record<string, unknown>)[key]);
  }
}

const withBody = (request: Request, body: unknown, wrong: string): Request => ({
  ...request,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  wrong,
});
const withQuery = (
  request: Request,
  more: readonly (readonly [string, string])[],
  wrong: string,
): Request => ({
  ...request,
  query: [...request.query, ...more],
  wrong,
});
const withHeaders = (request: Request, more: Record<string, string>, wrong: string): Request => ({
  ...request,
  headers: { ...request.headers, ...more },
  wrong,
});
const without = (request: Request, header: string, wrong: string): Request => {
  const { [header]: _, ...headers } = request.headers;
  return { ...request, headers, wrong };
};

const isJson = (operation: Operation) => operation.json !== undefined;
/** What the phone apps send is theirs: further fields and any content type are taken. */
const isOfAnApp = (operation: Operation) => operation.path.startsWith('/api/v1/ingest/');
const underV1 = (operation: Operation) => operation.path.startsWith('/api/v1');

/** One thing in the body that its schema does not take. */
const spoilValue =
  (fits: Fits): Spoil =>
  ({ draw }, operation, request) => {
    if (!isJson(operation)) return null;
    for (let tries = 0; tries < 8; tries++) {
      const body = JSON.parse(request.body as string);
      const there = [...placesIn(body)];
      const at = there[draw.below(Math.max(1, there.length))];
      const value = draw.pick(junk);
      if (!at) return null;
      if (draw.chance(0.25)) delete at.holder[at.key];
      else at.holder[at.key] = value;
      if (!fits(operation.json!, body)) return withBody(request, body, `body: ${at.key}`);
    }
    return null;
  };

const unknownField: Spoil = ({ draw }, operation, request) =>
  isJson(operation) && !isOfAnApp(operation)
    ? withBody(
        request,
        {
          ...JSON.parse(request.body as string),
          [draw.pick(['isAdmin', 'agencyId ', 'createdBy', '$where'])]: 1,
        },
        'body: a field that nobody knows',
      )
    : null;

const badJson: readonly ((body: string) => string)[] = [
  (body) => body.slice(0, -1),
  (body) => `${body}x`,
  () => '',
  () => 'null',
  () => '[]',
  () => '"text"',
  () => `${'['.repeat(40)}${']'.repeat(40)}`,
  (body) => body.replace('{', '{"__proto__":{"operator":true},'),
  (body) => body.replace('{', '{"x\\u0000":1,'),
  (body) => body.replace('{', '{"x":"\\ud800",'),
  (body) => `\ufeff${body}`.replace(/}$/, ',}'),
  (body) => body.replace('{', '{"x":01,'),
  (body) => body.replace('{', '{"x":NaN,'),
];

const spoilJson: Spoil = ({ draw }, operation, request) =>
  isJson(operation)
    ? withBody(request, draw.pick(badJson)(request.body as string), 'body: not what JSON should be')
    : null;

const badType: Spoil = ({ draw }, operation, request) =>
  Object.keys(operation.body).length > 0 && !isOfAnApp(operation)
    ? withHeaders(
        request,
        {
          'content-type': draw.pick([
            'text/plain',
            'application/xml',
            'application/x-www-form-urlencoded',
            'none',
            'a/b/c',
          ]),
        },
        'content type',
      )
    : null;

// The phone apps send parameters of their own, which are let be.
const unknownParameter: Spoil = ({ draw }, operation, request) =>
  underV1(operation) && !operation.path.includes('/ingest/')
    ? withQuery(
        request,
        [[draw.pick(['where', 'offset', '__proto__', 'limit ']), '1']],
        'a parameter nobody knows',
      )
    : null;

const doubledParameter: Spoil = ({ draw }, operation, request) => {
  const one = operation.query[draw.below(Math.max(1, operation.query.length))];
  if (!one) return null;
  const value = String(one.schema.enum?.[0] ?? '1');
  return withQuery(
    request,
    [
      [one.name, value],
      [one.name, value],
    ],
    `parameter ${one.name} twice`,
  );
};

const badParameter: Spoil = ({ draw }, operation, request) => {
  const limited = operation.query.filter(
    (each) => each.schema.enum ?? each.schema.maximum ?? each.schema.maxLength,
  );
  const one = limited[draw.below(Math.max(1, limited.length))];
  if (!one) return null;
  const rest = request.query.filter(([name]) => name !== one.name);
  const value = one.schema.enum || one.schema.maximum !== undefined ? '-7x' : `a\u0000${'x'.repeat(5000)}`;
  return { ...request, query: [...rest, [one.name, value]], wrong: `parameter ${one.name}` };
};

const badCursor: Spoil = ({ draw }, operation, request) =>
  operation.query.some((each) => each.name === 'cursor')
    ? withQuery(request, [['cursor', draw.pick(['x', 'eyJhIjoxfQ', '%00', '🚒'])]], 'a cursor nobody gave')
    : null;

const badId: Spoil = ({ draw }, operation, request) => {
  if (!operation.path.includes('{')) return null;
  const id = draw.pick([
    strangeId(draw),
    'x',
    // A tile of zoom 0 is there.
    ...(operation.path.includes('{z}') ? [] : ['0']),
    '-1',
    '%2e%2e',
    "1'or'1",
    '%00',
    'a'.repeat(190),
    '%F0%9F%9A%92',
  ]);
  const path = operation.path.replaceAll(/\{\w+\}/g, () => id);
  return { ...request, path, wrong: 'an id that nothing has' };
};

const noVersion: Spoil = ({ draw }, operation, request) => {
  if (!operation.headers.has('if-match')) return null;
  return draw.chance(0.5)
    ? without(request, 'if-match', 'no If-Match')
    : withHeaders(request, { 'if-match': draw.pick(['"999999"', 'x', '*', '"-1"', '""']) }, 'If-Match');
};

const badKey: Spoil = ({ draw }, operation, request) =>
  operation.headers.has('idempotency-key')
    ? withHeaders(request, { 'idempotency-key': 'k'.repeat(201 + draw.below(50)) }, 'Idempotency-Key')
    : null;

const badCredential: Spoil = ({ draw }, operation, request) =>
  operation.door === 'public'
    ? null
    : withHeaders(
        request,
        {
          authorization: draw.pick(['', 'Bearer', 'Bearer spk_nobody', 'Basic YTpi', 'Bearer spk_\u00e9']),
          cookie: '',
        },
        'credential',
      );

const viewAsOnWrite: Spoil = ({ draw }, operation, request) =>
  operation.method !== 'GET' && operation.door !== 'public'
    ? withHeaders(request, { 'x-view-as': strangeId(draw) }, 'X-View-As on a write')
    : null;

/** A page of another site makes a browser send it; a key is nothing that a browser sends by itself. */
const fromElsewhere: Spoil = ({ draw }, operation, request) =>
  operation.method === 'GET'
    ? null
    : withHeaders(
        request,
        {
          authorization: '',
          ...(draw.chance(0.5)
            ? { origin: 'https://elsewhere.example' }
            : { 'sec-fetch-site': 'cross-site' }),
        },
        'another site',
      );

const tooLarge: Spoil = ({ draw }, operation, request) =>
  operation.method !== 'GET' && Object.keys(operation.body).length < 2 && draw.chance(0.3)
    ? withBody(
        { ...request, headers: { 'content-type': 'application/json', ...request.headers } },
        `"${'x'.repeat(1024 * 1024)}"`,
        'a body of more than 1 MiB',
      )
    : null;

/** A request of this operation that has to be refused, whoever sends it, and says why. */
export function drawInvalid(
  material: Material,
  operation: Operation,
  fits: Fits,
  prepared: Prepared = {},
): Request {
  const request = drawRequest(material, operation, prepared);
  const ways: readonly Spoil[] = [
    spoilValue(fits),
    spoilValue(fits),
    spoilValue(fits),
    unknownField,
    spoilJson,
    badType,
    unknownParameter,
    doubledParameter,
    badParameter,
    badCursor,
    badId,
    noVersion,
    badKey,
    badCredential,
    viewAsOnWrite,
    fromElsewhere,
    tooLarge,
  ];
  for (let tries = 0; tries < 40; tries++) {
    const spoilt = material.draw.pick(ways)(material, operation, request);
    if (spoilt) return spoilt;
  }
  return { ...request, method: operation.foreign, wrong: 'another method' };
}
