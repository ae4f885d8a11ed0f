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
  constructor(status: number, code: string, detail: string, more: Partial<CallProblem> = {}) {
    super(detail);
    this.name = 'CallProblem';
    this.status = status;
    this.code = code;
    this.errors = more.errors ?? [];
    this.retryAfter = more.retryAfter ?? null;
  }
}

/** For no answer at all: no network, no server, or none in time. */
export const unreachable = () =>
  new CallProblem(
    0,
    'unreachable',
    navigator.onLine
      ? 'Standpipe did not answer. Try again in a moment.'
      : 'This device is offline. Try again when it is connected.',
  );

/** Reads a refusal; whatever stands in front of the server may answer in its own words, or none. */
export async function readProblem(answer: Response): Promise<CallProblem> {
  const wait = Number(answer.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(wait) ? wait : null;
  const body: Partial<ProblemBody> = await answer.json().catch(() => ({}));
  if (typeof body.code === 'string' && typeof body.detail === 'string')
    return new CallProblem(answer.status, body.code, body.detail, { errors: body.errors ?? [], retryAfter });
  const detail = `Standpipe could not be asked (${answer.status}). Try again in a moment.`;
  return new CallProblem(answer.status, 'unavailable', detail, { retryAfter });
}

/** Any thrown value as a problem. */
export const asCallProblem = (thrown: unknown): CallProblem =>
  thrown instanceof CallProblem
    ? thrown
    : new CallProblem(0, 'page', 'This page could not do that. Reload it and try again.');
