import { type RawBuilder, sql } from 'kysely';
import type { Filter } from '../db/list.type.ts';
import { invalidField, type Problem } from '../http/problems.ts';
import type { FieldType } from './fields.ts';

/** A field as conditions compare it. */
export interface Comparable {
  readonly type: FieldType;
  /** The column of `t`, or an expression on one. */
  readonly column: string;
  /** The field of the rules that it reads; null: open with every record. */
  readonly field: string | null;
}

type Fields = ReadonlyMap<string, Comparable>;
type Token = { readonly is: 'word' | 'text' | 'number' | 'sign'; readonly value: string };
type Literal = string | number;

const most = { length: 4000, depth: 20, comparisons: 200 };
const refused = (why: string): Problem => invalidField('where', why, 'where');
const pattern =
  /\s*(?:([A-Za-z_]\w*)|'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(<>|!=|<=|>=|[=<>(),]))/y;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const at = pattern.lastIndex;
    const [, word, string, number, sign] = pattern.exec(text) ?? [];
    if (word !== undefined) tokens.push({ is: 'word', value: word });
    else if (string !== undefined) tokens.push({ is: 'text', value: string.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ is: 'number', value: number });
    else if (sign !== undefined) tokens.push({ is: 'sign', value: sign });
    else throw refused(`cannot be read from "${text.slice(at, at + 20).trim()}" on`);
  }
  return tokens;
}

const operators: Readonly<Record<string, RawBuilder<unknown>>> = {
  '=': sql`=`,
  '<>': sql`<>`,
  '!=': sql`<>`,
  '<': sql`<`,
  '<=': sql`<=`,
  '>': sql`>`,
  '>=': sql`>=`,
};

/** A value as the database compares it with a field of this type. */
function valueFor({ type }: Comparable, literal: Literal, name: string): RawBuilder<unknown> {
  const wrong = (wanted: string) => refused(`compares ${name} with something that is no ${wanted}`);
  if (type === 'text') {
    if (typeof literal !== 'string') throw wrong('text');
    return sql`${literal}::text`;
  }
  if (type === 'time') {
    const text = String(literal).trim().replace(' ', 'T');
    const zoned = /T.*(Z|[-+]\d\d:?\d\d)$/i.test(text)
      ? text
      : `${text.includes('T') ? text : `${text}T00:00:00`}Z`;
    // The database's calendar begins with the year 1.
    const dated = /^(?!0000)\d{4}-\d\d-\d\d(T|Z$)/.test(zoned);
    if (typeof literal !== 'string' || !dated || Number.isNaN(Date.parse(zoned))) throw wrong('time');
    return sql`${new Date(zoned).toISOString()}::timestamptz`;
  }
  if (typeof literal !== 'number') throw wrong('number');
  if (type !== 'boolean') return sql`${literal}::float8`;
  if (literal !== 0 && literal !== 1) throw wrong('0 or 1');
  return sql`${literal === 1}::boolean`;
}

/** Reads a condition: comparisons of fields with values, joined by AND, OR, NOT and parentheses. */
class Reader {
  private at = 0;
  private compared = 0;
  readonly used = new Set<string>();
  private readonly tokens: readonly Token[];
  private readonly fields: Fields;

  constructor(text: string, fields: Fields) {
    this.tokens = tokensOf(text);
    this.fields = fields;
  }

  read(): RawBuilder<unknown> {
    const condition = this.either(0);
    if (this.at < this.tokens.length) throw refused(`does not end before "${this.tokens[this.at]!.value}"`);
    return condition;
  }

  private either(depth: number): RawBuilder<unknown> {
    const parts = [this.both(depth)];
    while (this.takes('OR')) parts.push(this.both(depth));
    return parts.length === 1 ? parts[0]! : sql`(${sql.join(parts, sql` or `)})`;
  }

  private both(depth: number): RawBuilder<unknown> {
    const parts = [this.one(depth)];
    while (this.takes('AND')) parts.push(this.one(depth));
    return parts.length === 1 ? parts[0]! : sql`(${sql.join(parts, sql` and `)})`;
  }

  private one(depth: number): RawBuilder<unknown> {
    if (depth > most.depth) throw refused('has too many parentheses');
    if (this.takes('NOT')) return sql`(not ${this.one(depth + 1)})`;
    if (this.takes('(')) {
      const inner = this.either(depth + 1);
      this.require(')');
      return inner;
    }
    return this.comparison();
  }

  private comparison(): RawBuilder<unknown> {
    this.compared += 1;
    if (this.compared > most.comparisons) throw refused(`has more than ${most.comparisons} comparisons`);
    const first = this.next();
    if (first.is === 'number') return this.constant(Number(first.value));
    const field = first.is === 'word' ? this.fields.get(first.value.toLowerCase()) : undefined;
    if (!field) throw refused(`names "${first.value}", which is no field that can be compared`);
    if (field.field !== null) this.used.add(field.field);
    const column = sql.raw(`t.${field.column}`);
    if (this.takes('IS')) {
      const not = this.takes('NOT');
      this.require('NULL');
      return not ? sql`${column} is not null` : sql`${column} is null`;
    }
    const not = this.takes('NOT');
    const found = this.test(field, column, first.value);
    return not ? sql`(not ${found})` : found;
  }

  private test(field: Comparable, column: RawBuilder<unknown>, name: string): RawBuilder<unknown> {
    const value = () => valueFor(field, this.literal(), name);
    if (this.takes('IN')) {
      this.require('(');
      const values = [value()];
      while (this.takes(',')) values.push(value());
      this.require(')');
      return sql`${column} in (${sql.join(values)})`;
    }
    if (this.takes('BETWEEN')) {
      const low = value();
      this.require('AND');
      return sql`${column} between ${low} and ${value()}`;
    }
    if (this.takes('LIKE')) {
      if (field.type !== 'text') throw refused(`compares ${name}, which is no text, by LIKE`);
      return sql`${column} like ${value()} escape ''`;
    }
    const sign = this.next().value;
    const operator = Object.hasOwn(operators, sign) ? operators[sign] : undefined;
    if (!operator) throw refused(`has "${sign}" where a comparison was expected`);
    return sql`${column} ${operator} ${value()}`;
  }

  /** As in 1=1, by which clients ask for everything. */
  private constant(left: number): RawBuilder<unknown> {
    const sign = this.next().value;
    const right = this.literal();
    if (typeof right !== 'number' || !['=', '<>', '!='].includes(sign))
      throw refused('compares values with values');
    return (left === right) === (sign === '=') ? sql`true` : sql`false`;
  }

  private literal(): Literal {
    const token = this.next();
    const isTime = token.is === 'word' && /^(timestamp|date)$/i.test(token.value);
    const value = isTime ? this.next() : token;
    if (value.is === 'text') return value.value;
    if (value.is === 'number' && !isTime) return Number(value.value);
    throw refused(`has "${value.value}" where a value was expected`);
  }

  private next(): Token {
    const token = this.tokens[this.at];
    if (!token) throw refused('ends too early');
    this.at += 1;
    return token;
  }

  private takes(value: string): boolean {
    const token = this.tokens[this.at];
    if (!token || (token.is !== 'word' && token.is !== 'sign') || token.value.toUpperCase() !== value)
      return false;
    this.at += 1;
    return true;
  }

  private require(value: string): void {
    if (!this.takes(value)) throw refused(`has no ${value} where one was expected`);
  }
}

/**
 * A condition as filters of the list. Each field that it reads stands in a filter, so that a way which does not open
 * one of them lets nothing through.
 * @throws Problem `invalid` for whatever is not a plain comparison
 */
export function conditionOf(where: string, fields: Fields): readonly Filter[] {
  if (where.trim() === '') return [];
  if (where.length > most.length) throw refused(`is longer than ${most.length} characters`);
  const reader = new Reader(where, fields);
  const condition = reader.read();
  return [
    { field: null, where: condition },
    ...[...reader.used].map((field) => ({ field, where: sql`true` })),
  ];
}
