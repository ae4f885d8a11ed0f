import type { NewSavedView, SavedView, SavedViewChange } from '@standpipe/contract';
import { v7 as newId } from 'uuid';
import { logChange } from '../audit/audit.store.ts';
import { type Call, requireVersion } from '../http/call.ts';
import { notFound, Problem } from '../http/problems.ts';
import { membershipOf } from '../http/session.ts';
import { deleteView, findView, insertView, listViews, updateView, type ViewRow } from './views.store.ts';

const mostViews = 100;

const present = (row: ViewRow): SavedView => ({
  id: row.id,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  list: row.list,
  name: row.name,
  query: row.query,
});

async function existing(call: Call, id: string): Promise<ViewRow> {
  const row = await findView(call.db, membershipOf(call.asker), id);
  if (!row) throw notFound();
  return row;
}

/** The asker's own views, of one list or of all, by name. */
export async function readViews(call: Call, { list }: { list?: string }) {
  const rows = await listViews(call.db, membershipOf(call.asker));
  return { items: rows.filter((row) => list === undefined || row.list === list).map(present) };
}

export const readView = async (call: Call, id: string) => present(await existing(call, id));

export async function createView(call: Call, wanted: NewSavedView): Promise<string> {
  const membership = membershipOf(call.asker);
  if ((await listViews(call.db, membership)).length >= mostViews)
    throw new Problem('conflict', `You have ${mostViews} saved views; delete one first.`);
  const id = newId();
  const view = { ...wanted, name: wanted.name.trim() };
  await insertView(call.db, { id, membership_id: membership, ...view });
  await logChange(call, { action: 'create', kind: 'savedView', id, after: view });
  return id;
}

export async function changeView(call: Call, id: string, read: () => SavedViewChange) {
  const row = await existing(call, id);
  const change = read();
  requireVersion(call, row.version);
  const before = { name: row.name, query: row.query };
  const after = { ...before, ...change, ...(change.name !== undefined && { name: change.name.trim() }) };
  if (after.name === before.name && after.query === before.query) return present(row);
  if (!(await updateView(call.db, row, after)))
    throw new Problem('stale', 'Somebody changed this in the meantime.', { version: row.version + 1 });
  await logChange(call, { action: 'edit', kind: 'savedView', id, before, after });
  return present(await existing(call, id));
}

export async function removeView(call: Call, id: string): Promise<void> {
  const row = await existing(call, id);
  requireVersion(call, row.version);
  if (!(await deleteView(call.db, row)))
    throw new Problem('stale', 'Somebody changed this in the meantime.', { version: row.version + 1 });
  const { list, name, query } = row;
  await logChange(call, { action: 'delete', kind: 'savedView', id, before: { list, name, query } });
}
