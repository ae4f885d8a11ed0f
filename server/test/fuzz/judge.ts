import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Answer } from '../world.ts';
import type { Document, Operation, Schema } from './document.ts';
import type { Fits } from './invalid.ts';
import type { Request } from './request.ts';

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
    const made = compiled.get(schema) ?? ajv.compile(resolved(schema));
    compiled.set(schema, made);
    return made;
  };
  /** A schema with what it refers to put in. */
  const resolved = (schema: Schema): Schema =>
    JSON.parse(JSON.stringify(schema), (_, value) =>
      typeof value?.$ref === 'string'
        ? resolved(document.components.schemas[value.$ref.replace('#/components/schemas/', '')]!)
        : value,
    );
  const misfit = (schema: Schema, value: unknown, what: string) => {
    const validate = validatorOf(schema);
    return validate(value) ? [] : [`${what}: ${ajv.errorsText(validate.errors).slice(0, 300)}`];
  };

  const refusal = ({ answers, path }: Operation, asked: boolean, answer: Answer): string[] => {
    const { status, body } = answer;
    const type = answer.headers.get('content-type');
    if (type !== 'application/problem+json; charset=utf-8') return [`a refusal as ${type}`];
    const schema = answers[String(status)]?.content?.['application/problem+json']?.schema;
    const another = asked ? undefined : document.components.schemas.method_not_allowed;
    const faults = [];
    if (schema ?? another) faults.push(...misfit((schema ?? another)!, body, `the problem ${body.code}`));
    else faults.push(`a ${status} (${body.code}), which is not documented`);
    if (internals.test(JSON.stringify(body))) faults.push('internals of the server');
    if (status >= 500) faults.push(`a ${status} of ${path}`);
    return faults;
  };

  const success = ({ answers }: Operation, { status, headers, body, bytes }: Answer): string[] => {
    const documented = answers[String(status)];
    if (!documented) return [`a ${status}, which is not documented`];
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
      if (status >= 400) return refusal(operation, asked, answer);
      if (status >= 300) return [`a ${status}`];
      return [
        ...(request.wrong !== null ? [`taken, though it is wrong (${request.wrong})`] : []),
        ...(asked ? success(operation, answer) : []),
      ];
    },
  };
}
