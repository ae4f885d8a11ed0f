import type { Problem as ProblemSchema } from '@standpipe/contract';
import type { Static } from 'typebox';

type ProblemBody = Static<typeof ProblemSchema>;

/** Why a call came to nothing: the server's refusal, or that there was no answer. */
export class CallProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: NonNullable<ProblemBody['errors']>;
  /** Seconds after which it is worth another try, when the server said so. */
  readonly retryAfter: number | null;
  /** What a refusal lacks: permissions, features, partners' rows. */
  readonly missing: readonly unknown[];
  /** The current version of a record that another has changed meanwhile. */
  readonly version: number | null;
  /** There was no answer for want of a network. */
  readonly offline: boolean;
  constructor(status: number, code: string, detail: string, more: Partial<CallProblem> = {}) {
    super(detail);
    this.name = 'CallProblem';
    this.status = status;
    this.code = code;
    this.errors = more.errors ?? [];
    this.retryAfter = more.retryAfter ?? null;
    this.missing = more.missing ?? [];
    this.version = more.version ?? null;
    this.offline = more.offline ?? false;
  }
}

/** For no answer at all: no network, no server, or none in time. */
export const unreachable = () =>
  new CallProblem(
    0,
    'unreachable',
    navigator.onLine
      ? 'Standpipe did not respond. Try again in a moment.'
      : 'This device is offline. Try again when it is connected.',
    { offline: !navigator.onLine },
  );

/** Reads a refusal; whatever stands in front of the server may answer in its own words, or none. */
async function readProblem(answer: Response): Promise<CallProblem> {
  const wait = Number(answer.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(wait) ? wait : null;
  const body: Partial<ProblemBody> = await answer.json().catch(() => ({}));
  if (typeof body.code === 'string' && typeof body.detail === 'string')
    return new CallProblem(answer.status, body.code, body.detail, {
      errors: body.errors ?? [],
      retryAfter,
      missing: body.missing ?? [],
      version: body.version ?? null,
    });
  const detail = `Standpipe could not be reached (${answer.status}). Try again in a moment.`;
  return new CallProblem(answer.status, 'unavailable', detail, { retryAfter });
}

/** Any thrown value as a problem. */
export const asCallProblem = (thrown: unknown): CallProblem =>
  thrown instanceof CallProblem
    ? thrown
    : new CallProblem(0, 'page', 'Something went wrong on this page. Reload it and try again.');

/** What an answer carries. @throws CallProblem when it is a refusal, or cut off */
export async function asAnswerOrThrow<Answer>(answer: Response): Promise<Answer> {
  if (!answer.ok) throw await readProblem(answer);
  if (answer.status === 204) return undefined as Answer;
  const kind = answer.headers.get('content-type') ?? '';
  const body = /json/.test(kind) ? answer.json() : /^text\//.test(kind) ? answer.text() : answer.blob();
  return body.catch(() => {
    throw unreachable();
  }) as Promise<Answer>;
}

/** A record that is not there, or not there any more for whoever looks at it. */
export const isGone = (error: unknown): boolean => error instanceof CallProblem && error.status === 404;

/** Somebody else was faster: a version that is not the current one. */
export const isStale = (error: unknown): error is CallProblem =>
  error instanceof CallProblem && error.status === 412;
