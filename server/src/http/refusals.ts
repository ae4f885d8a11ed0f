import type { TSchema } from 'typebox';
import type { ProblemCode } from './problems.ts';
import type { Guard, Refusals, Spec } from './spec.ts';

/** What a route declares that decides how it can refuse. */
export type Declared = Pick<
  Spec<TSchema>,
  | 'method'
  | 'path'
  | 'guard'
  | 'kinds'
  | 'query'
  | 'body'
  | 'reads'
  | 'unversioned'
  | 'versioned'
  | 'creates'
  | 'anyQuery'
  | 'refuses'
>;

/** Does a request of this route have to say which version it has seen? */
export const isVersioned = ({ method, unversioned, versioned }: Declared): boolean =>
  versioned === true || (['PATCH', 'PUT', 'DELETE'].includes(method) && !unversioned);

/** May a sheet's administrator read this as one of their partners (X-View-As)? */
export const isViewedAs = ({ method, kinds }: Declared): boolean =>
  method === 'GET' && kinds !== undefined && kinds.length > 0;

const guardRefusals = (guard: Guard): Refusals => {
  const unauthenticated = 'nobody is signed in, or their agency or user is deactivated';
  if (guard.open === 'operator') return { unauthenticated, not_allowed: 'the asker is not the operator' };
  if (guard.open === 'signedIn')
    return {
      unauthenticated,
      ...(guard.as === 'member' && { not_allowed: 'the asker acts for no agency' }),
      ...(guard.as === 'session' && { not_allowed: 'an API key asks' }),
    };
  if (guard.open !== 'permission') return {};
  return {
    unauthenticated,
    not_allowed: 'a permission is missing, or the record is seen but not theirs to change',
    ...(guard.feature && { feature_off: 'the sheet is not enabled for the agency' }),
  };
};

/** What only a request that sends something can run into. */
const ofSending = (spec: Declared): Refusals => ({
  not_allowed: 'another site makes a browser send it, or it comes with X-View-As',
  too_large: 'the body is larger than this takes',
  request_timeout: 'the body comes too slowly',
  unsupported_type: 'the body has another content type',
  ...(!spec.reads && { conflict: 'someone else is changing the same record' }),
  ...(spec.creates && {
    conflict:
      'the number or name is taken, or the Idempotency-Key came with another body or is still at work',
    not_found: 'what the Idempotency-Key made can no longer be seen',
  }),
  ...(isVersioned(spec) && {
    precondition_required: 'If-Match is missing',
    stale: 'If-Match names another version',
  }),
});

/**
 * Every code that an operation can refuse with, and when: from its guard, parameters, body and version, and from what it
 * declares beyond them. What any program may meet anywhere (`internal`) is no part of the contract.
 */
export function refusalsOf(spec: Declared): Refusals {
  const named = spec.path.includes(':');
  const parts: Refusals[] = [
    {
      rate_limited: 'too many requests come at once',
      unavailable: 'the database cannot be reached or has no room left',
    },
    guardRefusals(spec.guard),
    ...(spec.anyQuery ? [] : [{ invalid: 'a parameter is unknown, doubled or not as described' }]),
    ...(spec.body ? [{ invalid: 'the body or a parameter is not as described' }] : []),
    ...(spec.method === 'GET' ? [] : [ofSending(spec)]),
    ...(isViewedAs(spec)
      ? [{ not_allowed: 'X-View-As is not for the asker', not_found: 'X-View-As names no partner' }]
      : []),
    ...(named ? [{ not_found: 'nothing is there that the asker may see' }] : []),
    spec.refuses ?? {},
  ];
  const all = new Map<ProblemCode, string[]>();
  for (const part of parts)
    for (const [code, when] of Object.entries(part) as [ProblemCode, string][])
      all.set(code, [...(all.get(code) ?? []), when]);
  return Object.fromEntries([...all].map(([code, whens]) => [code, whens.join('; ')]));
}
