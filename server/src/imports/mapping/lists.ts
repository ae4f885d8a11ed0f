import { ChecklistItem, NewHydrant, Violation } from '@standpipe/contract';
import { Type } from 'typebox';
import { Problem } from '../../http/problems.ts';
import { checkBody } from '../../http/validate.ts';

const lists = {
  violations: Type.Array(Violation, { maxItems: 100 }),
  outlets: NewHydrant.properties.outlets,
  checklist: Type.Array(ChecklistItem, { maxItems: 200 }),
};

/** The list that a cell holds as JSON, as an export writes it; a text says what is wrong with it. Photos stay behind. */
export function readList(name: string, text: string): readonly unknown[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'is no JSON list';
  }
  if (!Array.isArray(value)) return 'is no JSON list';
  const bare = value.map((each) =>
    typeof each === 'object' && each !== null && 'photos' in each ? { ...each, photos: undefined } : each,
  );
  const schema = lists[name as keyof typeof lists];
  try {
    return checkBody(schema, JSON.parse(JSON.stringify(bare))) as unknown[];
  } catch (error) {
    return error instanceof Problem
      ? `is no list of ${name === 'checklist' ? 'checklist items' : name}: ${error.message}`
      : 'is no list';
  }
}
