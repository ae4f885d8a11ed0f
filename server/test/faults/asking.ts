import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Answer } from '../world.ts';
import { type callsAt, type Entry, sendChange, sendCreation } from './ledger.ts';

type Calls = ReturnType<typeof callsAt>;

/** One request and what became of it; times are of performance.now(). */
export interface Asked {
  readonly sent: number;
  readonly answered: number;
  readonly status: number;
  readonly outcome: string | undefined;
}

/** Asks, and keeps account of it. What goes wrong without an answer goes wrong in the test. */
export async function ask(log: Asked[], request: () => Promise<Answer>): Promise<Answer> {
  const sent = performance.now();
  const answer = await request();
  const { status, body, headers } = answer;
  log.push({ sent, answered: performance.now(), status, outcome: body?.outcome });
  if (status === 503) {
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect([body.code, headers.get('retry-after')]).toEqual(['unavailable', '2']);
  }
  return answer;
}

/**
 * Makes permits and changes them until told to stop. What is answered 503 is sent again as it was, until it is served:
 * a creation under its key, a change with its version.
 */
export async function writeThrough(
  calls: Calls,
  placeId: string,
  name: string,
  ledger: Entry[],
  log: Asked[],
  stopped: () => boolean,
): Promise<void> {
  for (let n = 0; !stopped(); n++) {
    const entry: Entry = { number: `${name}-${n}`, id: null, version: 1, description: 'made', pending: null };
    ledger.push(entry);
    const made = await untilServed(log, () => sendCreation(calls, placeId, entry));
    expect(made.answer.status, JSON.stringify(made.answer.body)).toBe(201);
    const { answer, unknown } = await untilServed(log, () => sendChange(calls, entry, `changed ${n}`));
    if (answer.status === 200) continue;
    // Only who was told that nobody knows may find that it was saved after all.
    expect([answer.status, unknown]).toEqual([412, true]);
    Object.assign(entry, { version: 2, description: `changed ${n}`, pending: null });
  }
}

async function untilServed(log: Asked[], request: () => Promise<Answer>) {
  for (let unknown = false; ; await sleep(100)) {
    const answer = await ask(log, request);
    if (answer.status !== 503) return { answer, unknown };
    expect(answer.body.outcome).toMatch(/^(unchanged|unknown)$/);
    unknown ||= answer.body.outcome === 'unknown';
  }
}
