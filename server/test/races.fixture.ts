import type { Levels } from '@standpipe/policy';
import { expect } from 'vitest';
import { userSheet } from './sheets.ts';
import type { Answer, TestAgency, User, World } from './world.ts';

/** A thing that is taken away and given back over HTTP, each time answered before the next step. */
export interface Switch {
  take(): Promise<Answer>;
  give(): Promise<Answer>;
}

/** A place and a record at it, and somebody who may read both as long as nothing is taken away. */
export interface Scene {
  readonly readers: readonly (() => Promise<Answer>)[];
  readonly turn: Switch;
}

const ok = (answer: Answer): Answer => {
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer;
};

/** Saves the User sheet again and again, at the version it has. */
export function sheetOf(agency: TestAgency, partner: TestAgency) {
  let version = 0;
  return async (levels: Levels | null): Promise<Answer> => {
    const items = levels ? [{ partnerId: partner.id, levels }] : [];
    const answer = ok(await agency.admin.put(userSheet, { items }, { ifMatch: version }));
    version = answer.body.version;
    return answer;
  };
}

/** Changes one record of its maker's again and again, at the version it has. */
export function patcher(user: User, path: string, first = 1) {
  let version = first;
  return async (change: object): Promise<Answer> => {
    const answer = ok(await user.patch(path, change, { ifMatch: version }));
    version = answer.body.version;
    return answer;
  };
}

export const must = ok;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Keeps a race even, however fast the machine is: each time one side wins, it starts a little later the next time.
 * `first` and `second` are the pauses of the two, with up to 6 ms of chance in each.
 */
export function evenRace() {
  let lead = 0;
  return {
    first: () => pause(Math.max(0, -lead) + Math.random() * 6),
    second: () => pause(Math.max(0, lead) + Math.random() * 6),
    firstWon(won: boolean) {
      lead = Math.min(250, Math.max(-250, lead + (won ? -1 : 1)));
    },
  };
}

/** Did a reader see a record? An answer is either the record itself or a list. */
export const saw = ({ status, body }: Answer): boolean => {
  if (status >= 500) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return status === 200 && (body.items === undefined || body.items.length > 0 || (body.total ?? 0) > 0);
};

/** What a number of trials came to. */
export interface Outcome {
  readonly trials: number;
  /** Answers to requests that began after the taking was answered, and saw it all the same. */
  readonly stale: number;
  /** Answers to requests that were under way, by whether they still saw it. */
  readonly under: { readonly seen: number; readonly unseen: number };
}

/**
 * Gives, lets readers start, takes away; and once that is answered, lets every reader start anew. Those may see nothing.
 */
export async function race({ readers, turn }: Scene, trials: number): Promise<Outcome> {
  let stale = 0;
  const under = { seen: 0, unseen: 0 };
  let lead = 0;
  for (let trial = 0; trial < trials; trial++) {
    await turn.give();
    const sure = await readers[trial % readers.length]!();
    expect(saw(sure), `what is given is seen: ${JSON.stringify(sure.body)}`).toBe(true);
    const before = readers.filter((_, at) => at === trial % readers.length).map((reader) => reader());
    if (lead > 0) await pause(lead);
    await turn.take();
    const after = await Promise.all(readers.map((reader) => reader()));
    stale += after.filter(saw).length;
    for (const answer of await Promise.all(before)) {
      under[saw(answer) ? 'seen' : 'unseen'] += 1;
      // The next one is given more of a start when this one was too slow, so that both outcomes keep coming.
      lead = Math.min(250, Math.max(0, lead + (saw(answer) ? -1 : 1)));
    }
  }
  return { trials, stale, under };
}

export const sum = (outcomes: readonly Outcome[]): Outcome => ({
  trials: outcomes.reduce((all, each) => all + each.trials, 0),
  stale: outcomes.reduce((all, each) => all + each.stale, 0),
  under: {
    seen: outcomes.reduce((all, each) => all + each.under.seen, 0),
    unseen: outcomes.reduce((all, each) => all + each.under.unseen, 0),
  },
});

/** A permit of an agency at a place of its own, and a reader at another that sees it by Permit = View Only. */
export async function sharedPermit(world: World, name: string) {
  const [grantor, partner] = [await world.agency(`${name} grantor`), await world.agency(`${name} partner`)];
  const place = await world.place(grantor);
  const permit = must(
    await grantor.admin.post('/permits', { placeId: place.id, type: 'Tent', class: 'operational' }),
  ).body;
  const readersOf = (user: User) => [
    () => user.get(`/permits/${permit.id}`),
    () => user.get('/permits?count=exact&access=shared'),
    () => user.get('/search?q=tent'),
  ];
  return { grantor, partner, place, permit, readersOf };
}
