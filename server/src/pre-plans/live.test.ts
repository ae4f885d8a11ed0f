import { afterAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startApp } from '../../test/app.ts';
import { openWorld, type User } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const open: WebSocket[] = [];
afterAll(() => {
  for (const socket of open) socket.close();
});

/** Frames that a user hears of what changes. */
async function listen(user: User): Promise<Record<string, unknown>[]> {
  const socket = new WebSocket(`${app.base.replace('http', 'ws')}/api/v1/live`, {
    headers: { authorization: `Bearer ${user.key}` },
  });
  open.push(socket);
  const frames: Record<string, unknown>[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  socket.send(JSON.stringify({ op: 'subscribe', topic: 'changes' }));
  await expect.poll(() => frames.map(({ type }) => type), { timeout: 5000 }).toContain('snapshot');
  return frames;
}

const told = (frames: Record<string, unknown>[], id: string) =>
  frames.filter((frame) => frame.id === id).length;

test('the stream tells a partner of a published plan, never of a draft or a suggestion of others', async () => {
  const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
  const writer = await world.agency('Writer FD');
  for (const each of [partner, writer]) await world.grant(owner, each, { prePlans: 'edit', address: 'view' });
  await world.sql.query("update agency set partner_pre_plan_edits = 'suggest' where id = $1", [owner.id]);
  const [ours, theirs] = [await listen(owner.admin), await listen(partner.admin)];
  const place = await world.place(owner);
  const { body } = await owner.admin.post('/pre-plans', { placeId: place.id, sections: {} });
  const at = `/pre-plans/${body.id}`;
  await expect.poll(() => told(ours, body.id), { timeout: 5000 }).toBe(1);

  await owner.admin.patch(at, { status: 'published' }, { ifMatch: 1 });
  await expect.poll(() => told(theirs, body.id), { timeout: 5000 }).toBe(1);

  const changed = (gpm: number) => ({ sections: { water: { neededFlowGpm: gpm } } });
  expect((await owner.admin.patch(at, changed(1), { ifMatch: 2 })).status).toBe(200);
  expect((await writer.admin.patch(at, changed(2), { ifMatch: 2 })).status).toBe(202);
  await expect.poll(() => told(ours, body.id), { timeout: 5000 }).toBe(4);
  // Frames come in order: once the partner's own place is heard, everything before it was told or never will be.
  const own = await world.place(partner);
  await expect.poll(() => told(theirs, own.id), { timeout: 5000 }).toBe(1);
  expect(told(theirs, body.id)).toBe(1);

  await owner.admin.patch(at, { status: 'published' }, { ifMatch: 3 });
  await expect.poll(() => told(theirs, body.id), { timeout: 5000 }).toBe(2);
});
