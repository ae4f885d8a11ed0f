import type { TSchema } from 'typebox';
import { type ProblemCode, statusOf, titleOf } from './problems.ts';
import { type Declared, isVersioned, isViewedAs, refusalsOf } from './refusals.ts';
import type { Guard, Spec } from './spec.ts';

/** The route as @fastify/swagger documents it. Validation is ours (validate.ts), so that refusals come in order. */
export function documented(spec: Spec<TSchema>) {
  const names = [...spec.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  const headers = headersOf(spec);
  return {
    summary: spec.summary,
    tags: [spec.tag],
    'x-guard': guardText(spec.guard),
    ...(spec.guard.open === 'public' && { security: [] }),
    ...(names.length > 0 && {
      params: object(Object.fromEntries(names.map((name) => [name, anyText])), names),
    }),
    ...(spec.query && { querystring: spec.query }),
    ...(headers && { headers }),
    ...(spec.body && { body: spec.body }),
    response: {
      [spec.status ?? 200]: spec.answers ?? { type: 'null', description: 'No content' },
      ...spec.orAnswers,
      ...refusalResponses(spec),
    },
  };
}

const anyText = { type: 'string' };
const object = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});

/** The headers that mean something to a route. */
function headersOf(spec: Declared) {
  const headers = {
    ...(isVersioned(spec) && {
      'if-match': { type: 'string', description: 'The version that was read, as in "3".' },
    }),
    ...(spec.creates && {
      'idempotency-key': {
        type: 'string',
        minLength: 1,
        maxLength: 200,
        description: 'The same key makes nothing more for 24 hours.',
      },
    }),
    ...(isViewedAs(spec) && {
      'x-view-as': { type: 'string', description: 'A partner through whose eyes to read the own records.' },
    }),
  };
  return Object.keys(headers).length > 0 ? object(headers, isVersioned(spec) ? ['if-match'] : []) : null;
}

/** One response a status, each with the codes it can carry and when. */
export function refusalResponses(spec: Declared): Record<string, object> {
  const refusals = Object.entries(refusalsOf(spec)) as [ProblemCode, string][];
  const byStatus = Map.groupBy(refusals, ([code]) => statusOf(code));
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const refs = codes.map(([code]) => ({ $ref: `${code}#` }));
      return [
        status,
        {
          description: codes.map(([code, when]) => `${titleOf(code)} (${code}): ${when}.`).join(' '),
          content: { 'application/problem+json': { schema: refs.length > 1 ? { anyOf: refs } : refs[0] } },
        },
      ];
    }),
  );
}

/** The schema of a problem with this code, which responses refer to. */
export const problemSchema = (code: ProblemCode) => ({
  $id: code,
  allOf: [
    { $ref: 'Problem#' },
    { type: 'object', properties: { status: { const: statusOf(code) }, code: { const: code } } },
  ],
});

function guardText(guard: Guard): string {
  if (guard.open === 'signedIn' && guard.as) return `signedIn, ${guard.as}`;
  if (guard.open !== 'permission') return guard.open;
  const needs = guard.needs.join(guard.any ? ' or ' : ' and ');
  return guard.rule ? `rule ${guard.rule}: ${needs}` : needs;
}
