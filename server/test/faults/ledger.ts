import { type Answer, caller } from '../world.ts';

/** What one permit is known to be, by what was acknowledged; kept outside of server and database. */
export interface Entry {
  readonly number: string;
  /** Null until its creation was acknowledged. */
  id: string | null;
  version: number;
  description: string;
  /** A change that was sent and not answered: it may have been made or not. */
  pending: string | null;
}

type Calls = ReturnType<typeof caller>;

/** Calls with a key, at where the server is now. */
export const callsAt = (base: string, key: string): Calls => caller(base, { authorization: `Bearer ${key}` });

/** Sends a creation; the same entry always under the same key. */
export async function sendCreation(calls: Calls, placeId: string, entry: Entry): Promise<Answer> {
  const body = { placeId, type: 'Tent', class: 'operational', number: entry.number, description: 'made' };
  const answer = await calls.post('/permits', body, { headers: { 'idempotency-key': entry.number } });
  if (answer.status === 201) entry.id = answer.body.id;
  return answer;
}

/** Sends a change of the version that is known. */
export async function sendChange(calls: Calls, entry: Entry, description: string): Promise<Answer> {
  entry.pending = description;
  const answer = await calls.patch(`/permits/${entry.id}`, { description }, { ifMatch: entry.version });
  if (answer.status === 200) {
    entry.version = answer.body.version;
    entry.description = description;
    entry.pending = null;
  }
  return answer;
}

/**
 * Makes permits and changes them, one after the other, until an answer stays out or says that the database is away.
 * @param acknowledged hears every write that was acknowledged
 */
export async function writeOn(
  calls: Calls,
  placeId: string,
  name: string,
  ledger: Entry[],
  acknowledged: () => void,
): Promise<void> {
  for (let n = 0; ; n++) {
    const entry: Entry = { number: `${name}-${n}`, id: null, version: 1, description: 'made', pending: null };
    ledger.push(entry);
    const writes = [
      () => sendCreation(calls, placeId, entry),
      () => sendChange(calls, entry, `first change of ${entry.number}`),
      () => sendChange(calls, entry, `second change of ${entry.number}`),
    ];
    for (const write of writes) {
      const answer = await write().catch(() => null);
      if (answer === null || answer.status === 503) return;
      if (answer.status >= 300) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
      acknowledged();
    }
  }
}
