import type { FastifyReply, FastifyRequest } from 'fastify';

/** Every code an error can carry, with its status and title. Source: api.md, *Errors*. */
const codes = {
  unauthenticated: [401, 'Sign in first'],
  not_found: [404, 'Not found'],
  not_allowed: [403, 'Not allowed'],
  feature_off: [403, 'Not enabled'],
  invalid: [400, 'Invalid input'],
  unmet_requirement: [422, 'Another setting is required first'],
  stale: [412, 'Changed by someone else'],
  precondition_required: [428, 'If-Match is needed'],
  conflict: [409, 'Conflict'],
  too_large: [413, 'Too large'],
  unsupported_type: [415, 'Unsupported content type'],
  method_not_allowed: [405, 'Method not allowed'],
  request_timeout: [408, 'Too slow'],
  headers_too_large: [431, 'Headers too large'],
  rate_limited: [429, 'Too many requests'],
  unavailable: [503, 'Not available right now'],
  internal: [500, 'Something went wrong'],
} as const;

export type ProblemCode = keyof typeof codes;

/** The codes that answers may carry by contract: all but that of a fault. */
export const problemCodes = (Object.keys(codes) as ProblemCode[]).filter((code) => code !== 'internal');

/** The HTTP status of a code, and its title. */
export const statusOf = (code: ProblemCode): number => codes[code][0];
export const titleOf = (code: ProblemCode): string => codes[code][1];

/** One thing that is wrong with the input, at a JSON path or parameter. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
  readonly code: string;
}

export interface ProblemExtras {
  readonly errors?: readonly FieldError[];
  readonly missing?: readonly unknown[];
  readonly current?: unknown;
  readonly version?: number;
  readonly retryAfter?: number;
  readonly [key: string]: unknown;
}

/** The one error class: thrown anywhere, answered as RFC 9457 problem+json in one place. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;
  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.extras = extras;
  }
  get status(): number {
    return statusOf(this.code);
  }
  get title(): string {
    return titleOf(this.code);
  }
}

/** For a record that does not exist, or that the viewer may not see: nobody can tell which. */
export const notFound = () => new Problem('not_found', 'Not found, or not shared with your agency.');

/** For input with named faults. */
export const invalid = (errors: readonly FieldError[]) =>
  new Problem('invalid', errors.map((each) => `${each.path}: ${each.message}`).join('; '), { errors });

/** For one fault. */
export const invalidField = (path: string, message: string, code = 'invalid') =>
  invalid([{ path, message, code }]);

const constraintMessages: Record<string, string> = {
  permit_number: 'Your agency already has a permit with this number.',
  inspection_number: 'Your agency already has an inspection with this number.',
  unit_call_sign: 'Your agency already has a unit with this call sign.',
  community_profile_one: 'This place already has a Community Connect profile.',
  pre_plan_one: 'This place already has a pre-plan.',
  person_email: 'This e-mail address is already in use.',
  membership_person_id_agency_id_key: 'This person is already a user of this agency.',
  saved_view_name: 'You already have a view of this list with this name.',
  role_name: 'There is already a role with this name.',
  agency_registry: 'There is already an agency with this FDID in this state.',
};

const goneTexts = {
  unchanged: 'The database cannot be reached right now; nothing was changed. Try again in a moment.',
  unknown:
    'The connection to the database was lost while saving. Your change may or may not be saved. Reload to check, or send the request again: with the same Idempotency-Key or If-Match it is applied only once.',
};

/**
 * For a request that meets a database that is gone.
 * @param outcome what became of a write, where that can be said
 */
export const databaseGone = (outcome?: keyof typeof goneTexts) =>
  outcome
    ? new Problem('unavailable', goneTexts[outcome], { outcome, retryAfter: 2 })
    : new Problem('unavailable', 'The database cannot be reached right now. Try again shortly.', {
        retryAfter: 2,
      });

const networkFaults = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Is this the fault of a database that is down, starting, restarting or silent, or of the way to it? */
export function isGone(thrown: unknown): boolean {
  const { code, message } = thrown as { code?: string; message?: string };
  return (
    (code !== undefined && (networkFaults.has(code) || /^(57P0[123]|08\d{3}|53300)$/.test(code))) ||
    /timeout exceeded when trying to connect|timeout expired|Connection terminated|not queryable/.test(
      message ?? '',
    )
  );
}

/**
 * Is this the fault of a disk, or of a database, that has no room left? Such a statement has changed nothing: SQLSTATE
 * 53100 (disk full), 53200 (out of memory) and 53400 (a limit of its configuration), or this machine's own disk.
 */
const isFull = ({ code }: { code?: string }): boolean =>
  code !== undefined && /^(53[124]00|ENOSPC|EDQUOT)$/.test(code);

const full = () =>
  new Problem(
    'unavailable',
    'The server has no room left, so nothing was changed. Ask its operator to free disk space; then try again.',
    { outcome: 'unchanged', retryAfter: 60 },
  );

/** Reads any thrown value as a problem; an unexpected one becomes a 500 that carries no internals. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const error = thrown as {
    code?: string;
    constraint?: string;
    statusCode?: number;
    message?: string;
  };
  if (error.code === '23505' && error.constraint)
    return new Problem('conflict', constraintMessages[error.constraint] ?? 'This already exists.');
  if (error.code === '40001' || error.code === '40P01' || error.code === '55P03')
    return new Problem(
      'conflict',
      'Someone else is changing the same record. Nothing was changed. Try again.',
    );
  if (isFull(error)) return full();
  if (isGone(thrown)) return databaseGone();
  switch (error.statusCode) {
    case 413:
      return new Problem('too_large', 'The request body is larger than 1 MiB (an upload: 25 MiB).');
    case 415:
      return new Problem('unsupported_type', 'Send application/json.');
    case 429:
      return new Problem('rate_limited', 'Too many requests. Wait a moment.');
    case 400:
      return new Problem('invalid', 'The request could not be read.');
    case 404:
      return notFound();
  }
  return new Problem('internal', 'Something went wrong. The error was logged under the request id.');
}

/** The same for an answer; an unexpected fault is logged with the request. */
export function problemOf(thrown: unknown, request: FastifyRequest): Problem {
  const problem = asProblem(thrown);
  if (problem.code === 'internal') request.log.error({ err: thrown }, 'unexpected fault');
  return problem;
}

/** A problem as it is sent. */
export function problemText(problem: Problem, requestId: string): string {
  const { retryAfter: _inHeader, ...extras } = problem.extras;
  return JSON.stringify({
    type: `urn:standpipe:problem:${problem.code}`,
    title: problem.title,
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    ...extras,
    requestId,
  });
}

/** Answers a problem. The one place where errors become HTTP. */
export function replyWithProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply) {
  const { retryAfter } = problem.extras;
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(problemText(problem, request.id));
}
