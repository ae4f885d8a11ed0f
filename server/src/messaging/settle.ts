import type { AgencyId } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { type Emitter, onAccessChange } from '../audit/audit.store.ts';
import type { Db } from '../db/open.ts';
import { asSystemWithin } from '../db/system.ts';
import { endStay, lockConversation, readStays, readTogether, type StayRow } from './conversations.store.ts';
import { addMessage } from './messages.store.ts';
import { areOpen, leavers, loadPairs } from './pairs.ts';

/** Members that have not left, in the order in which they joined. */
const talkingIn = (stays: readonly StayRow[]) =>
  stays.flatMap((each) => (each.left_at === null ? [{ agency: each.agency_id, since: each.order }] : []));

/**
 * Lets those leave a conversation who closed a pair of it; a line says so, which is the last that they read. The
 * conversation's row is locked by the caller, so that whoever sends next sends without them.
 * @returns who left
 */
export async function settleConversation(db: Db, id: string): Promise<AgencyId[]> {
  const talking = talkingIn(await readStays(db, [id]));
  if (talking.length < 2) return [];
  const pairs = await loadPairs(
    db,
    talking.map(({ agency }) => agency),
  );
  const gone = leavers(pairs, talking);
  if (gone.length === 0) return [];
  await asSystemWithin(db, async () => {
    for (const agency of gone) {
      await addMessage(db, { id: newId(), conversation: id, kind: 'left', agency });
      await endStay(db, id, agency);
    }
  });
  return gone;
}

/** After a change of access, in its transaction: lets agencies leave the conversations that it closed for them. */
async function settleConversations(call: Emitter, agencies: readonly AgencyId[]): Promise<void> {
  const { db } = call;
  const touched = await asSystemWithin(db, async () => {
    const together = await readTogether(db, agencies);
    if (together.length === 0) return [];
    const pairs = await loadPairs(db, [...new Set(together.flatMap(({ one, other }) => [one, other]))]);
    const closed = together.filter(({ one, other }) => !areOpen(pairs, [one, other]));
    const ids = [...new Set(closed.flatMap(({ ids }) => ids))].sort();
    const settled: { id: string; left: AgencyId[] }[] = [];
    for (const id of ids)
      if (await lockConversation(db, id)) settled.push({ id, left: await settleConversation(db, id) });
    return settled.filter(({ left }) => left.length > 0);
  });
  if (touched.length > 0) call.afterCommit?.(() => call.house?.topics.conversationsTouched(touched));
}

onAccessChange(settleConversations);
