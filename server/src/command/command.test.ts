import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { type Frame, listen } from '../../test/ear.ts';
import { openWorld, type TestAgency, type User } from '../../test/world.ts';

const allOf = ['Incident Commands - Read', 'Incident Commands - Update'] as const;
const app = await startApp();
const world = await openWorld(app);

async function board(owner: TestAgency) {
  const answer = await owner.admin.post('/command-boards', {
    incidentName: 'Main St.',
    type: 'Structure fire',
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}
async function three(level = 'transfer') {
  const [a, b, c] = [await world.agency('A FD'), await world.agency('B FD'), await world.agency('C FD')];
  for (const partner of [b, c]) await world.grant(a, partner, { command: level as 'transfer' });
  const { id } = await board(a);
  const path = `/command-boards/${id}`;
  const state = async () => (await a.admin.get(path)).body;
  const assume = (by: User, epoch: number) => by.post(`${path}/transfers`, { kind: 'assume', epoch });
  const write = (by: User, epoch: number, more: object = {}) =>
    by.post(`${path}/entries`, { text: 'Water on the fire.', epoch, ...more });
  return { a, b, c, id, path, state, assume, write };
}

/** Saves the sheet, as an administrator does. */
async function setLevel(from: TestAgency, to: TestAgency, level: string) {
  const sheet = (await from.admin.get('/admin/client-data-sharing')).body.items;
  const { version } = sheet.find((each: Frame) => each.partner.id === to.id);
  const saved = await from.admin.put(
    `/admin/client-data-sharing/${to.id}`,
    { levels: { command: level } },
    { ifMatch: version },
  );
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

describe('a board', () => {
  test('is its agency’s; a partner with View Only reads it and writes nothing, a stranger finds none', async () => {
    const { a, b, id, path, write, assume } = await three('view');
    const stranger = await world.agency('Stranger FD');
    expect((await b.admin.get(path)).body).toMatchObject({
      incidentName: 'Main St.',
      holder: { agency: { id: a.id }, user: { id: a.admin.personId } },
      epoch: 1,
      access: { can: ['view'] },
    });
    expect((await write(b.admin, 1)).status).toBe(403);
    expect((await assume(b.admin, 1)).status).toBe(403);
    for (const each of [path, `${path}/entries`, `${path}/divisions`, `${path}/transfers`])
      expect((await stranger.admin.get(each)).status).toBe(404);
    expect((await write(stranger.admin, 1)).status).toBe(404);
    expect((await b.admin.get('/search?q=Main')).body.items).toMatchObject([{ kind: 'commandBoard', id }]);
    expect((await b.admin.get('/command-boards?count=exact')).body.total).toBe(1);
  });

  test('is changed by who is in command, with its version and epoch', async () => {
    const { a, b, path, state } = await three();
    const { version } = await state();
    const change = { epoch: 1, incidentName: 'Oak St.' };
    expect((await a.admin.patch(path, change)).status).toBe(428);
    expect((await b.admin.patch(path, change, { ifMatch: version })).status).toBe(403);
    expect((await a.admin.patch(path, { ...change, epoch: 0 }, { ifMatch: version })).status).toBe(409);
    const changed = await a.admin.patch(path, change, { ifMatch: version });
    expect(changed.body).toMatchObject({ incidentName: 'Oak St.' });
  });
});

describe('command', () => {
  test('assumed by sixteen at once has one winner, and every other write of that epoch is 409', async () => {
    const { a, b, c, id, state, assume, write } = await three();
    const users: User[] = [];
    for (const agency of [a, b, c, a, b, c, a, b, c, a, b, c, b, c, b, c])
      users.push(await world.user(agency, allOf));
    for (let epoch = 1; epoch <= 3; epoch++) {
      const answers = await Promise.all(users.map((each) => assume(each, epoch)));
      const winners = users.filter((_, at) => answers[at]!.status === 201);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(15);
      expect(await state()).toMatchObject({
        epoch: epoch + 1,
        holder: { user: { id: winners[0]!.personId } },
      });
      expect((await write(winners[0]!, epoch)).body.code).toBe('conflict');
    }
    const { rows } = await world.sql.query('select epoch from command_hold where board_id = $1 order by 1', [
      id,
    ]);
    expect(rows.map((row) => Number(row.epoch))).toEqual([1, 2, 3, 4]);
  });

  test('with an older epoch writes nothing at all', async () => {
    const { a, b, path, assume, write, state } = await three();
    await assume(b.admin, 1);
    const { seq } = await state();
    const old: readonly (readonly [string, object])[] = [
      ['entries', { text: 'x' }],
      ['divisions', { name: 'C' }],
      ['end', {}],
      ['take-back', { reason: 'x' }],
      ['transfers', { kind: 'offer', toAgencyId: b.id }],
      ['transfers', { kind: 'assume' }],
    ];
    for (const [under, body] of old)
      expect((await a.admin.post(`${path}/${under}`, { ...body, epoch: 1 })).status, under).toBe(409);
    expect(await state()).toMatchObject({ seq, epoch: 2, status: 'open', holder: { agency: { id: b.id } } });
    expect((await write(b.admin, 2)).status).toBe(201);
    expect((await write(a.admin, 2)).status).toBe(403);
  });

  test('is asked for and given, offered and accepted, declined or cancelled', async () => {
    const { a, b, c, path, state } = await three();
    const post = (by: User, under: string, body: object) => by.post(`${path}/transfers${under}`, body);
    const ask = (await post(b.admin, '', { kind: 'ask', epoch: 1 })).body;
    expect(ask).toMatchObject({ status: 'pending', to: { id: a.id } });
    expect((await post(c.admin, `/${ask.id}/accept`, { epoch: 1 })).status).toBe(403);
    expect((await post(a.admin, `/${ask.id}/decline`, { epoch: 1 })).body.status).toBe('declined');
    expect((await post(a.admin, `/${ask.id}/accept`, { epoch: 1 })).status).toBe(409);

    const user = await world.user(b, allOf);
    const offer = (
      await post(a.admin, '', { kind: 'offer', epoch: 1, toAgencyId: b.id, toUserId: user.personId })
    ).body;
    expect((await post(b.admin, `/${offer.id}/accept`, { epoch: 1 })).status).toBe(403);
    expect((await post(user, `/${offer.id}/accept`, { epoch: 1 })).body.status).toBe('accepted');
    expect(await state()).toMatchObject({
      epoch: 2,
      holder: { agency: { id: b.id }, user: { id: user.personId } },
    });

    const again = (await post(c.admin, '', { kind: 'ask', epoch: 2 })).body;
    expect((await post(b.admin, `/${again.id}/accept`, { epoch: 2 })).body.status).toBe('accepted');
    expect(await state()).toMatchObject({ epoch: 3, holder: { user: { id: c.admin.personId } } });
    const mine = (await post(c.admin, '', { kind: 'offer', epoch: 3, toAgencyId: a.id })).body;
    expect((await post(a.admin, `/${mine.id}/cancel`, { epoch: 3 })).status).toBe(403);
    expect((await post(c.admin, `/${mine.id}/cancel`, { epoch: 3 })).body.status).toBe('cancelled');
  });

  test('is taken back by the owner with a reason that everybody reads', async () => {
    const { a, b, c, path, assume, state } = await three();
    await assume(b.admin, 1);
    expect((await a.admin.post(`${path}/take-back`, { epoch: 2 })).status).toBe(400);
    expect((await c.admin.post(`${path}/take-back`, { epoch: 2, reason: 'mine' })).status).toBe(403);
    const back = await a.admin.post(`${path}/take-back`, { epoch: 2, reason: 'Our district.' });
    expect(back.body).toMatchObject({ epoch: 3, holder: { agency: { id: a.id } } });
    const told = (await c.admin.get(`${path}/transfers`)).body.items[0];
    expect(told).toMatchObject({ kind: 'takeBack', reason: 'Our district.', from: { id: b.id } });
    expect((await c.admin.get(`${path}/entries`)).body.items[0].text).toContain('Our district.');
    expect((await state()).epoch).toBe(3);
  });

  test('returns to the owner with the save that lowers the grant, with nobody named', async () => {
    const { a, b, path, assume, state, write } = await three();
    await assume(b.admin, 1);
    await setLevel(a, b, 'view');
    expect(await state()).toMatchObject({ epoch: 3, holder: { agency: { id: a.id }, user: null } });
    expect((await write(b.admin, 2)).status).toBe(409);
    expect((await write(b.admin, 3)).status).toBe(403);
    const notices = (await a.admin.get('/notices')).body.items;
    expect(notices).toContainEqual(expect.objectContaining({ topic: 'commandReturned' }));
    expect((await a.admin.get(`${path}/transfers`)).body.items[0]).toMatchObject({ kind: 'returned' });
  });

  test('in a race of revocation and writing leaves no entry after it', async () => {
    const { a, b, path, assume, write } = await three();
    await assume(b.admin, 1);
    const writing = Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => write(b.admin, 2)));
    await setLevel(a, b, 'none');
    const count = async () => (await a.admin.get(`${path}/entries?limit=200`)).body.items.length;
    const had = await count();
    const answers = await writing;
    expect(await count()).toBe(had);
    for (const { status } of answers) expect([201, 403, 404, 409]).toContain(status);
    const entries = (await a.admin.get(`${path}/entries?limit=200`)).body.items;
    expect(entries.filter((each: Frame) => each.kind === 'note')).toHaveLength(
      answers.filter(({ status }) => status === 201).length,
    );
    expect(entries[0]).toMatchObject({ kind: 'command', epoch: 3 });
  });
});

describe('a division', () => {
  test('that is handed to a partner is written by it, and nothing else is', async () => {
    const { a, b, c, path, write } = await three();
    await world.grant(a, c, { command: 'view' });
    const made = (await a.admin.post(`${path}/divisions`, { name: 'C', epoch: 1 })).body;
    const hand = (agencyId: string | null) =>
      a.admin.post(`${path}/divisions/${made.id}/hand`, { agencyId, epoch: 1 });
    expect((await hand(c.id)).status).toBe(422);
    expect((await hand(b.id)).body).toMatchObject({ agency: { id: b.id }, version: 2 });
    expect((await write(b.admin, 1, { divisionId: made.id })).status).toBe(201);
    expect((await write(b.admin, 1)).status).toBe(403);
    expect((await write(a.admin, 1, { divisionId: made.id })).status).toBe(201);
    await hand(null);
    expect((await write(b.admin, 1, { divisionId: made.id })).status).toBe(403);
    await hand(b.id);
    await setLevel(a, b, 'view');
    expect((await write(b.admin, 1, { divisionId: made.id })).status).toBe(403);
    expect((await a.admin.get(`${path}/divisions`)).body.items).toMatchObject([{ agency: null }]);
    await setLevel(a, b, 'transfer');
    expect((await write(b.admin, 1, { divisionId: made.id })).status).toBe(403);
  });
});

describe('late entries', () => {
  test('are added by who held command at that epoch, once, marked and dated both ways', async () => {
    const { a, b, c, path, assume } = await three();
    await assume(b.admin, 1);
    await a.admin.post(`${path}/take-back`, { epoch: 2, reason: 'x' });
    const at = '2026-11-30T12:00:00.000Z';
    const late = (by: User, epoch: number) =>
      by.post(`${path}/late-entries`, { epoch, entries: [{ text: 'All clear.', at, clientId: 'l1' }] });
    const added = await late(b.admin, 2);
    expect(added.body.items).toMatchObject([{ late: true, at, epoch: 2, agency: { id: b.id } }]);
    expect((await late(b.admin, 2)).body.items[0].id).toBe(added.body.items[0].id);
    expect((await late(b.admin, 1)).status).toBe(403);
    expect((await late(c.admin, 2)).status).toBe(403);
    await setLevel(a, b, 'view');
    expect((await late(b.admin, 2)).status).toBe(201);
    await setLevel(a, b, 'none');
    expect((await late(b.admin, 2)).status).toBe(404);
  });
});

describe('the end', () => {
  test('lets everybody read and nobody write, until the owner reopens with a reason', async () => {
    const { a, b, path, assume, write, state } = await three();
    await assume(b.admin, 1);
    expect((await a.admin.post(`${path}/end`, { epoch: 2 })).status).toBe(403);
    expect((await b.admin.post(`${path}/end`, { epoch: 2 })).body).toMatchObject({ status: 'ended' });
    for (const each of [a, b]) {
      expect((await write(each.admin, 2)).status).toBe(403);
      expect((await assume(each.admin, 2)).status).toBe(403);
    }
    expect((await b.admin.post(`${path}/reopen`, { epoch: 2, reason: 'Rekindled.' })).status).toBe(403);
    expect((await a.admin.post(`${path}/reopen`, { epoch: 2 })).status).toBe(400);
    await a.admin.post(`${path}/reopen`, { epoch: 2, reason: 'Rekindled.' });
    expect(await state()).toMatchObject({ status: 'open', epoch: 3, holder: { agency: { id: a.id } } });
    expect((await write(a.admin, 3)).status).toBe(201);
  });
});

describe('the live topic of a board', () => {
  test('tells every write by number, closes with the grant, and is not found by a stranger', async () => {
    const { a, b, id, write, state } = await three('view');
    const stranger = await world.agency('Stranger FD');
    const subscribe = { op: 'subscribe', topic: `boards/${id}` };
    const ear = await listen(app, b.admin, subscribe);
    const none = await listen(app, stranger.admin, subscribe);
    const first = await ear.hear((frame) => frame.type === 'snapshot');
    expect(await none.hear((frame) => frame.type === 'error')).toMatchObject({ code: 'not_found' });
    await write(a.admin, 1);
    await ear.hear((frame) => frame.type === 'changed' && frame.seq === first.seq + 1);
    await setLevel(a, b, 'none');
    const closed = await ear.hear((frame) => frame.type === 'closed');
    await write(a.admin, 1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(ear.frames.at(-1)).toBe(closed);
    expect(none.frames).toHaveLength(1);
    expect((await state()).seq).toBe(first.seq + 2);
  });
});
