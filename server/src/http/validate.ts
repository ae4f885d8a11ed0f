import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Static, TSchema } from 'typebox';
import { type FieldError, invalid, invalidField } from './problems.ts';
import { hasBadText } from './strict-json.ts';

const strict = new Ajv({ allErrors: true, coerceTypes: false, useDefaults: false, strict: false });
const lenient = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: false, strict: false });
for (const each of [strict, lenient]) (addFormats as unknown as (ajv: Ajv) => void)(each);

const compiled = new Map<TSchema, ValidateFunction>();

const pathOf = (error: ErrorObject, where: string) => {
  const inside = error.instancePath.slice(1).replaceAll('/', '.');
  const name =
    (error.params as { additionalProperty?: string; missingProperty?: string }).additionalProperty ??
    (error.params as { missingProperty?: string }).missingProperty ??
    error.propertyName;
  return [inside, name].filter(Boolean).join('.') || where;
};

const messageOf = (error: ErrorObject) => {
  if (error.keyword === 'additionalProperties') return 'is unknown or cannot be set';
  if (error.keyword === 'required') return 'is missing';
  if (error.keyword === 'enum')
    return `must be one of ${(error.params as { allowedValues: unknown[] }).allowedValues.join(', ')}`;
  return error.message ?? 'is not valid';
};

function check<S extends TSchema>(ajv: Ajv, schema: S, value: unknown, where: string): Static<S> {
  let validate = compiled.get(schema);
  if (!validate) {
    validate = ajv.compile(schema);
    compiled.set(schema, validate);
  }
  if (validate(value)) return value as Static<S>;
  const errors: FieldError[] = (validate.errors ?? [])
    .filter((error) => error.keyword !== 'anyOf' && error.keyword !== 'propertyNames')
    .slice(0, 50)
    .map((error) => ({ path: pathOf(error, where), message: messageOf(error), code: error.keyword }));
  throw invalid(errors.length > 0 ? errors : [{ path: where, message: 'is not valid', code: 'invalid' }]);
}

/**
 * Checks a body against its schema; nothing is coerced, stripped or filled in.
 * @throws Problem `invalid` with every fault named
 */
export const checkBody = <S extends TSchema>(schema: S, value: unknown): Static<S> =>
  check(strict, schema, value, 'body');

/** Checks query parameters, which arrive as text; a doubled one arrives as a list and is refused. */
export function checkParameters<S extends TSchema>(schema: S, value: unknown): Static<S> {
  for (const [name, given] of Object.entries(value ?? {})) {
    if (Array.isArray(given)) throw invalidField(name, 'is given twice', 'duplicate_parameter');
    if (hasBadText(String(given)))
      throw invalidField(name, 'has a character that cannot be stored', 'bad_text');
  }
  return check(lenient, schema, value, 'parameters');
}
