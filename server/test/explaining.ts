import type { Answer, TestAgency, User } from './world.ts';

/** One condition of an explanation. */
export interface Line {
  readonly text: string;
  readonly met: boolean | null;
  readonly whoCanChange: string | null;
  readonly why?: string;
}

interface About {
  readonly id: string;
  readonly kind?: string;
}

/** Asks why users of an agency may or may not do something to a record. */
export async function explain(
  asker: User,
  record: About,
  agency: TestAgency,
  { kind = record.kind ?? 'place', action = 'view', ...more }: Record<string, string | undefined> = {},
): Promise<Answer> {
  const body = { record: { kind, id: record.id }, agencyId: agency.id, action, ...more };
  return asker.post('/access/explain', body);
}

export const linesOf = (body: { ways: { conditions: Line[] }[] }) =>
  body.ways.flatMap((way) => way.conditions);
/** The line that has these words. */
export const lineOf = (body: { ways: { conditions: Line[] }[] }, text: string) =>
  linesOf(body).find((line) => line.text.includes(text))!;
