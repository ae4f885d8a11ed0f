import type { Reply } from './client.ts';
import { type Findings, settle } from './findings.ts';
import { asList, asObject } from './json.ts';

const codes: Record<number, string[]> = {
  400: ['invalid'],
  401: ['unauthenticated'],
  403: ['not_allowed', 'feature_off'],
  404: ['not_found'],
  405: ['method_not_allowed'],
  409: ['conflict'],
  412: ['stale'],
  413: ['too_large'],
  415: ['unsupported_type'],
  422: ['unmet_requirement'],
  428: ['precondition_required'],
  429: ['rate_limited'],
  503: ['unavailable'],
};

export interface Wanted {
  /** The exact code, where the status alone leaves two. */
  code?: string;
  /** At least one of these stands in `missing`. */
  missing?: string[];
  /** `errors` names at least one path. */
  errors?: boolean;
  note?: string;
}

function findFaults(reply: Reply, statuses: number[], wanted: Wanted): string[] {
  const faults: string[] = [];
  const body = asObject(reply.body);
  if (!statuses.includes(reply.status)) return [`status ${reply.status}`];
  const type = reply.headers.get('content-type') ?? 'none';
  if (!type.startsWith('application/problem+json')) faults.push(`content type ${type}`);
  for (const member of ['type', 'title', 'detail', 'requestId']) {
    if (typeof body[member] !== 'string' || body[member] === '') faults.push(`${member} is no text`);
  }
  if (body.status !== reply.status) faults.push(`status member ${JSON.stringify(body.status)}`);
  const fitting = wanted.code === undefined ? (codes[reply.status] ?? []) : [wanted.code];
  if (!fitting.includes(String(body.code))) faults.push(`code ${JSON.stringify(body.code)}`);
  const missing = asList(body.missing);
  if (wanted.missing && !wanted.missing.some((name) => missing.includes(name))) {
    faults.push(`missing ${JSON.stringify(body.missing)}`);
  }
  const errors = asList(body.errors);
  if (wanted.errors && errors.length === 0) faults.push('no errors');
  for (const error of errors.map(asObject)) {
    const whole = ['path', 'message', 'code'].every((member) => typeof error[member] === 'string');
    if (!whole) faults.push(`error without path, message and code: ${JSON.stringify(error)}`);
  }
  if (/\n\s+at |node_modules|SELECT |stack/i.test(`${body.detail} ${body.title}`)) faults.push('internals');
  return faults;
}

/** Counts one check: the answer is a refusal with one of the statuses, its code and the whole problem shape. */
export function settleProblem(
  findings: Findings,
  reply: Reply,
  statuses: number | number[],
  wanted: Wanted = {},
): boolean {
  const list = Array.isArray(statuses) ? statuses : [statuses];
  const faults = findFaults(reply, list, wanted);
  const expected = `${list.join(' or ')} ${JSON.stringify(wanted)}`;
  return settle(findings, faults.length === 0, reply.call, expected, {
    faults,
    status: reply.status,
    body: reply.text.slice(0, 400),
  });
}
