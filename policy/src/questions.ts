/**
 * A rule as questions: each condition, whichever ways use it, is asked once at most, and only while its answer
 * can still open something. What follows from each answer is worked out once for all decisions by the rule.
 */
import { type Test, testFor } from './conditions.ts';
import { type Row, rowsOf } from './rows.ts';
import type { Condition, Decision, Rule } from './rule.ts';

/** A question to ask next, or the end: `asks` is null, and `decision` is what came out. */
export interface Question {
  readonly asks: Test | null;
  readonly decision: Decision | null;
  /** Where each answer leads; null until somebody has given it. */
  yes: Question | null;
  no: Question | null;
  /** Works out where an answer leads, and notes it. */
  readonly follow: (answer: boolean) => Question;
}

const cache = new WeakMap<Rule, Question>();

/** Where two ways ask the same, they spell it the same. */
const spelled = (condition: Condition) => JSON.stringify(condition);

const opensAll = (row: Row, other: Row) =>
  other.fields === null || (row.fields?.every((field) => other.fields!.includes(field)) ?? false);

/** The name of the first full way, and the fields that all full ways open together. */
function answer(full: readonly Row[]): Decision | null {
  if (full.length === 0) return null;
  const every = full.some((each) => each.fields === null);
  return { way: full[0]!.name, fields: every ? null : new Set(full.flatMap((each) => each.fields!)) };
}

function asking(asks: Test, after: (answer: boolean) => Question): Question {
  const question: Question = {
    asks,
    decision: null,
    yes: null,
    no: null,
    follow: (given) => {
      const next = after(given);
      if (given) question.yes = next;
      else question.no = next;
      return next;
    },
  };
  return question;
}

function questionAfter(rows: readonly Row[], answers: ReadonlyMap<string, boolean>): Question {
  const full: Row[] = [];
  for (const row of rows) {
    const open = row.conditions.filter((each) => answers.get(spelled(each)) !== true);
    if (open.some((each) => answers.has(spelled(each)))) continue;
    if (full.some((other) => opensAll(row, other))) continue;
    const [asks] = open;
    if (asks)
      return asking(testFor(asks), (given) =>
        questionAfter(rows, new Map(answers).set(spelled(asks), given)),
      );
    full.push(row);
  }
  const end: Question = { asks: null, decision: answer(full), yes: null, no: null, follow: () => end };
  return end;
}

/** The first question of a rule. */
export function firstQuestion(rule: Rule): Question {
  const found = cache.get(rule);
  if (found) return found;
  const made = questionAfter(rowsOf(rule), new Map());
  cache.set(rule, made);
  return made;
}
