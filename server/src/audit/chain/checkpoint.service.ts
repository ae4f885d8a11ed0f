import type { Call } from '../../http/call.ts';
import { type Checkpoint, loadSigningKey, signCheckpoint } from './checkpoint.ts';
import { readHeads } from './heads.store.ts';

/** Where the own agency's chain ends, signed. */
export async function ownCheckpoint(call: Call): Promise<Checkpoint> {
  const { at, chains } = await readHeads(call.db);
  return signCheckpoint(await loadSigningKey(call.house.database), at, chains);
}
