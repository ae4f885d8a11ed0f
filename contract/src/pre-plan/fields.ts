/** How a pre-plan's sections are described: one description makes the schema, the form, the page and the quick view. */
import { type Static, type TSchema, Type } from 'typebox';
import { Day, line, Nullable, oneOf, strict, text } from '../common.ts';

/** What one field is called, and how it is entered and shown. */
export interface PrePlanField<S extends TSchema = TSchema> {
  readonly schema: S;
  readonly label: string;
  readonly input: 'line' | 'text' | 'number' | 'choice' | 'choices' | 'flag' | 'day' | 'rows';
  /** A word of help under the input. */
  readonly hint?: string;
  readonly unit?: string;
  /** What each value of a choice is called. */
  readonly options?: Readonly<Record<string, string>>;
  /** The columns of a list of rows. */
  readonly columns?: Readonly<Record<string, PrePlanField>>;
  /** The columns that a row must have. */
  readonly required?: readonly string[];
}
export type PrePlanFields = Readonly<Record<string, PrePlanField>>;

type Options = Readonly<Record<string, string>>;
const titled = <S extends TSchema>(schema: S, title: string): S => ({ ...schema, title });
const values = <O extends Options>(options: O) => Object.keys(options) as readonly (keyof O & string)[];

export const short = (label: string, hint?: string, most = 300) => ({
  schema: titled(line(most), label),
  label,
  input: 'line' as const,
  ...(hint && { hint }),
});

export const long = (label: string, most = 4000, hint?: string) => ({
  schema: titled(text(most), label),
  label,
  input: 'text' as const,
  ...(hint && { hint }),
});

export const whole = (label: string, most: number, unit?: string) => ({
  schema: titled(Type.Integer({ minimum: 0, maximum: most }), label),
  label,
  input: 'number' as const,
  ...(unit && { unit }),
});

export const choice = <const O extends Options>(label: string, options: O) => ({
  schema: titled(oneOf(values(options)), label),
  label,
  input: 'choice' as const,
  options,
});

export const choices = <const O extends Options>(label: string, options: O, hint?: string) => ({
  schema: titled(
    Type.Array(oneOf(values(options)), { uniqueItems: true, maxItems: Object.keys(options).length }),
    label,
  ),
  label,
  input: 'choices' as const,
  options,
  ...(hint && { hint }),
});

export const flag = (label: string, hint?: string) => ({
  schema: titled(Type.Boolean(), label),
  label,
  input: 'flag' as const,
  ...(hint && { hint }),
});

export const day = (label: string) => ({ schema: titled(Day, label), label, input: 'day' as const });

/** A column that has the form of a code, as in UN1203. */
export const code = (label: string, pattern: string, hint: string) => ({
  schema: titled(Type.String({ pattern, maxLength: 20 }), label),
  label,
  input: 'line' as const,
  hint,
});

type Row<C extends PrePlanFields, R extends keyof C> = {
  readonly [K in R]: Static<C[K]['schema']>;
} & { readonly [K in Exclude<keyof C, R>]?: Static<C[K]['schema']> };

/** A list of rows; the columns that are named must be there. */
export const rows = <const C extends PrePlanFields, const R extends keyof C & string>(
  label: string,
  columns: C,
  required: readonly R[],
) => {
  const schemas = schemasOf(columns);
  const must = Object.fromEntries(required.map((name) => [name, schemas[name]!]));
  const row = strict({ ...Type.Partial(strict(schemas)).properties, ...must });
  return {
    schema: titled(Type.Unsafe<Row<C, R>[]>(Type.Array(row, { maxItems: 50 })), label),
    label,
    input: 'rows' as const,
    columns,
    required,
  };
};

/** A section's schema as it is read: every field may be missing, which says that it is not recorded. */
export const recorded = (fields: PrePlanFields, title: string) => ({
  ...Type.Partial(strict(schemasOf(fields)), { additionalProperties: false }),
  title,
});

/** The same as it is written: null takes a field away. */
export const written = (fields: PrePlanFields, title: string) =>
  Nullable({
    ...Type.Partial(
      strict(
        Object.fromEntries(
          Object.entries(schemasOf(fields)).map(([name, schema]) => [name, Nullable(schema)]),
        ),
      ),
      { additionalProperties: false },
    ),
    title,
  });

function schemasOf(fields: PrePlanFields): Record<string, TSchema> {
  return Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema]));
}
