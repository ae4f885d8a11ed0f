import type { Assignees } from '@standpipe/contract';
import { type Call, ownAgency } from '../http/call.ts';
import { listInspectors } from './inspections.store.ts';

/** Whom the asker may assign an inspection to. */
export async function listAssignees(call: Call): Promise<Assignees> {
  const rows = await listInspectors(call.db, ownAgency(call).id);
  return { items: rows.map(({ id, name }) => ({ id, name, you: id === call.asker.membershipId })) };
}
