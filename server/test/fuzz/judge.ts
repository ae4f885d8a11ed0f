import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Answer } from '../world.ts';
import type { Document, Operation, Schema } from './document.ts';
import type { Fits } from './invalid.ts';
import type { Request } from './request.ts';

const known: Readonly<Record<string, number>> = {
  unauthenticated: 401,
  not_found: 404,
  not_allowed: 403,
  feature_off: 403,
  invalid: 400,
  unmet_requirement: 422,
  stale: 412,
  precondition_required: 428,
  conflict: 409,
  too_large: 413,
  unsupported_type: 415,
  method_not_allowed: 405,
  rate_limited: 429,
  unavailable: 503,
};
/** What cannot be done on a server without mail, and says so. */
const needsMail = /\/(email|request-password-reset)$/;
const internals = /node_modules|node:internal|\.ts:\d+|\bat \w+ \(|violates|syntax error/;

/** Holds answers against the document. */
export interface Judge {
  readonly fits: Fits;
  /** What is wrong with an answer; nothing, when it is as documented. */
  faults(operation: Operation, request: Request, answer: Answer): string[];
}

/** Reads the document's schemas once. */
export function openJudge(document: Document): Judge {
  const ajv = new Ajv({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  const compiled = new Map<Schema, ValidateFunction>();
  const validatorOf = (schema: Schema) => {
    const made = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, made);
    return made;
  };
  const misfit = (schema: Schema, value: unknown, what: string) => {
    const validate = validatorOf(schema);
    return validate(value) ? [] : [`${what}: ${ajv.errorsText(validate.errors).slice(0, 300)}`];
  };

  const refusal = (operation: Operation, answer: Answer): string[] => {
    const { status, body } = answer;
    const type = answer.headers.get('content-type');
    if (type !== 'application/problem+json; charset=utf-8') return [`a refusal as ${type}`];
    const faults = misfit(document.components.schemas.Problem, body, 'the problem');
    if (known[body.code] !== status) faults.push(`code ${body.code} with status ${status}`);
    if (body.status !== status) faults.push(`a problem of ${body.status} with status ${status}`);
    if (internals.test(JSON.stringify(body))) faults.push('internals of the server');
    if (status >= 500 && !(status === 503 && needsMail.test(operation.path))) faults.push(`a ${status}`);
    return faults;
  };

  const success = ({ answers }: Operation, { status, headers, body, bytes }: Answer): string[] => {
    const documented = answers[String(status)];
    if (!documented) return [];
    if (status === 204) return bytes.length === 0 ? [] : ['a 204 with a body'];
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    const content = documented.content?.[type];
    if (!content) return [`an answer as ${type}, which is not documented`];
    const faults = type === 'application/json' ? misfit(content.schema, body, 'the answer') : [];
    if (type !== 'application/json' && bytes.length === 0) faults.push('an empty file');
    return faults;
  };

  return {
    fits: (schema, value) => validatorOf(schema)(value),
    faults: (operation, request, answer) => {
      const { status } = answer;
      const asked = request.method === operation.method;
      const documented = operation.answers[String(status)] ?? operation.answers[`${String(status)[0]}XX`];
      const faults = documented || !asked ? [] : [`status ${status} is not documented`];
      if (status >= 200 && status < 300) {
        if (request.wrong !== null) faults.push(`taken, though it is wrong (${request.wrong})`);
        if (asked) faults.push(...success(operation, answer));
        return faults;
      }
      return status >= 400 ? [...faults, ...refusal(operation, answer)] : [...faults, `a ${status}`];
    },
  };
}
