import { expect } from 'vitest';
import { stateOf } from './state.ts';
import type { Answer, TestAgency, User, World } from './world.ts';

/** What a refusal must say. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  /** A field that `errors` must name. */
  readonly path?: string;
  /** The code of that field's fault. */
  readonly fault?: string;
  /** Words of the detail. */
  readonly says?: string | RegExp;
}

const problemType = 'application/problem+json; charset=utf-8';
const internals = /node:|\bat \w+ \(|select |violates|constraint|column|syntax error|undefined|\[object/i;

/** Is this a refusal that a person can act on, with nothing of the server's inside in it? */
export function expectProblem(answer: Answer, { status, code, path, fault, says }: Refusal): void {
  const label = JSON.stringify(answer.body);
  expect(answer.status, label).toBe(status);
  expect(answer.headers.get('content-type'), label).toBe(problemType);
  expect(answer.body, label).toMatchObject({
    type: `urn:standpipe:problem:${code}`,
    title: expect.stringMatching(/^[A-Z].{3,}/),
    status,
    detail: expect.stringMatching(/\S.{5,}/),
    code,
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(answer.body.detail).not.toMatch(internals);
  if (says !== undefined) expect(answer.body.detail).toMatch(says);
  if (code === 'invalid') {
    expect(answer.body.errors?.length, label).toBeGreaterThan(0);
    for (const each of answer.body.errors)
      expect(each, label).toEqual({
        path: expect.stringMatching(/\S/),
        message: expect.stringMatching(/\S/),
        code: expect.stringMatching(/\S/),
      });
  }
  const named = (answer.body.errors ?? []) as { path: string; code: string }[];
  if (path !== undefined)
    expect(
      named.map((each) => each.path),
      label,
    ).toContain(path);
  if (fault !== undefined)
    expect(
      named.map((each) => each.code),
      label,
    ).toContain(fault);
}

/** Asks for what has to be refused, and sees to it that nothing was stored, changed or deleted. */
export async function expectRefused(
  world: World,
  ask: () => Promise<Answer>,
  refusal: Refusal,
  but: readonly string[] = [],
): Promise<Answer> {
  const before = await stateOf(world);
  const answer = await ask();
  expectProblem(answer, refusal);
  const after = await stateOf(world);
  for (const table of but) after[table] = before[table]!;
  expect(after).toEqual(before);
  return answer;
}

/** Sends bytes as they are. */
export async function send(
  base: string,
  user: User,
  method: string,
  path: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${user.key}`, 'content-type': 'application/json', ...headers },
    body: body as NonNullable<RequestInit['body']>,
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const json = answer.headers.get('content-type')?.includes('json');
  return {
    status: answer.status,
    headers: answer.headers,
    bytes,
    body: json ? JSON.parse(new TextDecoder().decode(bytes)) : null,
  };
}

export const kinds = ['places', 'permits', 'inspections'] as const;
export type Kind = (typeof kinds)[number];

/** One agency with one record of each kind, a partner that may read them all, and a stranger. */
export interface Scene {
  readonly own: TestAgency;
  readonly partner: TestAgency;
  readonly stranger: TestAgency;
  readonly ids: Readonly<Record<Kind, string>>;
  /** A body that makes one more of a kind. */
  fresh(kind: Kind): Record<string, unknown>;
}

export async function setScene(world: World): Promise<Scene> {
  const [own, partner, stranger] = [
    await world.agency('Own FD'),
    await world.agency('Partner FD'),
    await world.agency('Stranger FD'),
  ];
  await world.grant(own, partner, { address: 'view', permits: 'view', inspections: 'view' });
  const place = await world.place(own);
  const bodies: Record<Kind, Record<string, unknown>> = {
    places: {
      addressLine: '1 Fresh Street',
      city: 'Zion',
      state: 'IL',
      location: { type: 'Point', coordinates: [-87.8, 42.4] },
    },
    permits: { placeId: place.id, type: 'Tent', class: 'operational' },
    inspections: { placeId: place.id, type: 'Annual', status: 'completed' },
  };
  const made = async (kind: Kind) => {
    const answer = await own.admin.post(`/${kind}`, bodies[kind]);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.id as string;
  };
  const ids = { places: place.id, permits: await made('permits'), inspections: await made('inspections') };
  return { own, partner, stranger, ids, fresh: (kind) => ({ ...bodies[kind] }) };
}
