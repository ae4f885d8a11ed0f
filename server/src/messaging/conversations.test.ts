import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { type Frame, listen } from '../../test/ear.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

const openPair = async (a: TestAgency, b: TestAgency) => {
  await world.grant(a, b, { messaging: 'exchange' });
  await world.grant(b, a, { messaging: 'exchange' });
};
async function three() {
  const [a, b, c] = [await world.agency('A FD'), await world.agency('B FD'), await world.agency('C FD')];
  await openPair(a, b);
  await openPair(a, c);
  await openPair(b, c);
  const answer = await a.admin.post('/conversations', { agencyIds: [b.id, c.id], subject: 'Main St.' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return { a, b, c, id: answer.body.id as string };
}
let clientId = 0;
const say = (agency: TestAgency, id: string, text: string) =>
  agency.admin.post(`/conversations/${id}/messages`, { text, clientId: `c${++clientId}` });
const read = async (agency: TestAgency, id: string): Promise<Frame[]> =>
  (await agency.admin.get(`/conversations/${id}/messages?after=0&limit=200`)).body.items;
const texts = async (agency: TestAgency, id: string) =>
  (await read(agency, id)).filter(({ kind }) => kind === 'text').map(({ text }) => text);
const members = async (agency: TestAgency, id: string) =>
  Object.fromEntries(
    (await agency.admin.get(`/conversations/${id}`)).body.members.map((each: Frame) => [
      each.agency.id,
      each.leftAt !== undefined,
    ]),
  );

/** Saves the sheet, as an administrator does. */
async function setLevel(from: TestAgency, to: TestAgency, level: string) {
  const sheet = (await from.admin.get('/admin/client-data-sharing')).body.items;
  const { version } = sheet.find((each: Frame) => each.partner.id === to.id);
  const saved = await from.admin.put(
    `/admin/client-data-sharing/${to.id}`,
    { levels: { messaging: level } },
    { ifMatch: version },
  );
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

describe('starting a conversation', () => {
  test('takes two: one side alone is refused, and the answer says who is waited for', async () => {
    const [a, b] = [await world.agency('A FD'), await world.agency('B FD')];
    const start = () => a.admin.post('/conversations', { agencyIds: [b.id] });
    expect((await start()).body).toMatchObject({
      code: 'not_allowed',
      missing: [{ agencyId: b.id, waitingFor: ['own', 'partner'] }],
    });
    await world.grant(a, b, { messaging: 'exchange' });
    expect((await start()).body.missing).toEqual([{ agencyId: b.id, waitingFor: ['partner'] }]);
    expect((await a.admin.get('/conversations/candidates')).body.items).toEqual([]);
    await world.grant(b, a, { messaging: 'exchange' });
    expect((await a.admin.get('/conversations/candidates')).body.items).toMatchObject([{ id: b.id }]);
    expect((await start()).status).toBe(201);
  });

  test('with two others needs their pair open too, and does not say which of theirs is closed', async () => {
    const [a, b, c] = [await world.agency('A FD'), await world.agency('B FD'), await world.agency('C FD')];
    await openPair(a, b);
    await openPair(a, c);
    const answer = await a.admin.post('/conversations', { agencyIds: [b.id, c.id] });
    expect(answer).toMatchObject({ status: 403, body: { missing: [] } });
  });

  test('is for members alone: nobody else finds it', async () => {
    const { b, id } = await three();
    const stranger = await world.agency('Stranger FD');
    await openPair(b, stranger);
    for (const path of [`/conversations/${id}`, `/conversations/${id}/messages`])
      expect((await stranger.admin.get(path)).status).toBe(404);
    expect((await say(stranger, id, 'hello')).status).toBe(404);
    expect((await stranger.admin.get('/conversations')).body.items).toEqual([]);
    const without = await world.user(b, ['Addresses - Read']);
    expect((await without.get('/conversations')).body.missing).toEqual(['Messaging - Use']);
  });
});

describe('messages', () => {
  test('have one order for all, whoever sends at once, and exactly one for each clientId', async () => {
    const { a, b, c, id } = await three();
    const send = (agency: TestAgency, number: number) =>
      agency.admin.post(`/conversations/${id}/messages`, { text: `m${number}`, clientId: `same-${number}` });
    const answers = await Promise.all(
      [0, 1, 2, 3, 4, 5].flatMap((number) => [send(a, number), send(a, number), send(b, number)]),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const seen = await Promise.all([a, b, c].map((each) => read(each, id)));
    expect(seen[0]!.filter(({ kind }) => kind === 'text')).toHaveLength(12);
    expect(seen[0]!.map(({ seq }) => seq)).toEqual(seen[0]!.map((_, at) => at + 1));
    for (const other of seen) expect(other.map((each) => each.id)).toEqual(seen[0]!.map((each) => each.id));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(12);
  });

  test('have receipts of delivery and reading by agency, and unread is counted for each user', async () => {
    const { a, b, c, id } = await three();
    const { body: sent } = await say(a, id, 'hello');
    const second = await world.user(b, ['Messaging - Use']);
    expect((await b.admin.get(`/conversations/${id}`)).body.unread).toBe(1);
    await b.admin.post(`/conversations/${id}/read`, { seq: sent.seq, state: 'delivered' });
    await c.admin.post(`/conversations/${id}/read`, { seq: sent.seq });
    const { receipts } = (await read(a, id)).at(-1);
    expect(receipts).toMatchObject([
      { agency: { id: b.id }, readAt: null },
      { agency: { id: c.id }, readAt: expect.any(String) },
    ]);
    expect((await b.admin.post(`/conversations/${id}/read`, { seq: sent.seq })).body.unread).toBe(0);
    expect((await second.get(`/conversations/${id}`)).body.unread).toBe(1);
    expect((await a.admin.get(`/conversations/${id}`)).body.unread).toBe(0);
  });

  test('are paged, newest first', async () => {
    const { a, id } = await three();
    for (const text of ['one', 'two', 'three']) await say(a, id, text);
    const first = (await a.admin.get(`/conversations/${id}/messages?limit=2`)).body;
    expect(first.items.map((each: Frame) => each.text)).toEqual(['three', 'two']);
    const next = (await a.admin.get(`/conversations/${id}/messages?limit=2&cursor=${first.nextCursor}`)).body;
    expect(next.items.map((each: Frame) => each.text)).toEqual(['one', null]);
  });
});

describe('when a pair closes', () => {
  test('the agency that closed it leaves with a line, the others go on, and it reads what it had', async () => {
    const { a, b, c, id } = await three();
    await say(a, id, 'before');
    await setLevel(c, a, 'none');
    expect(await members(a, id)).toEqual({ [a.id]: false, [b.id]: false, [c.id]: true });
    expect((await read(c, id)).at(-1)).toMatchObject({ kind: 'left', agency: { id: c.id } });
    expect((await say(c, id, 'still here?')).status).toBe(403);
    expect((await say(a, id, 'after')).status).toBe(201);
    expect((await say(b, id, 'after too')).status).toBe(201);
    expect(await texts(c, id)).toEqual(['before']);
    expect(await texts(b, id)).toEqual(['before', 'after', 'after too']);
  });

  test('who comes back reads what came before leaving and after coming back, not between', async () => {
    const { a, b, c, id } = await three();
    await say(a, id, 'before');
    await setLevel(c, a, 'none');
    await say(a, id, 'between');
    const add = () => b.admin.post(`/conversations/${id}/members`, { agencyId: c.id });
    expect((await add()).status).toBe(403);
    expect((await c.admin.post(`/conversations/${id}/members`, { agencyId: c.id })).status).toBe(403);
    await setLevel(c, a, 'exchange');
    expect((await say(c, id, 'not yet')).status).toBe(403);
    expect((await add()).status).toBe(200);
    expect((await add()).status).toBe(409);
    await say(c, id, 'again');
    expect(await texts(c, id)).toEqual(['before', 'again']);
    expect(await texts(a, id)).toEqual(['before', 'between', 'again']);
  });

  test('alone nobody sends, and the one who is alone can bring the other back', async () => {
    const [a, b] = [await world.agency('A FD'), await world.agency('B FD')];
    await openPair(a, b);
    const { id } = (await a.admin.post('/conversations', { agencyIds: [b.id] })).body;
    await setLevel(b, a, 'none');
    expect((await say(a, id, 'anybody?')).status).toBe(403);
    await setLevel(b, a, 'exchange');
    expect((await a.admin.post(`/conversations/${id}/members`, { agencyId: b.id })).status).toBe(200);
    expect((await say(b, id, 'here')).status).toBe(201);
  });

  test('by the end of a county in common, the one who joined later leaves', async () => {
    const { a, b, c, id } = await three();
    await world.sql.query(`delete from agency_county where agency_id = $1`, [c.id]);
    await say(a, id, 'on we go');
    expect(await members(a, id)).toEqual({ [a.id]: false, [b.id]: false, [c.id]: true });
  });

  test('by a feature switched off, that agency leaves, whoever began', async () => {
    const { a, b, c, id } = await three();
    await world.sql.query(`update agency set client_data_sharing = false where id = $1`, [a.id]);
    await say(b, id, 'on we go');
    expect(await members(b, id)).toEqual({ [a.id]: true, [b.id]: false, [c.id]: false });
  });

  test('in the middle of others sending, nothing reaches who has left', async () => {
    const { a, b, c, id } = await three();
    const sending = Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((number) => say(number % 2 ? a : b, id, `m${number}`)),
    );
    await setLevel(c, a, 'none');
    const had = await texts(c, id);
    await sending;
    await say(a, id, 'last');
    expect(await texts(c, id)).toEqual(had);
    expect((await texts(a, id)).slice(0, had.length)).toEqual(had);
    expect(await texts(a, id)).toHaveLength(9);
  });
});

describe('the live topic', () => {
  test('tells members by id and number, who leaves once more, and never who has left or is none', async () => {
    const { a, b, c, id } = await three();
    const stranger = await world.agency('Stranger FD');
    const subscribe = { op: 'subscribe', topic: 'conversations' };
    const ears = await Promise.all([b, c, stranger].map((each) => listen(app, each.admin, subscribe)));
    const [member, leaver, none] = ears as [(typeof ears)[0], (typeof ears)[0], (typeof ears)[0]];
    for (const ear of ears) await ear.hear((frame) => frame.type === 'snapshot');
    const { body } = await say(a, id, 'hello');
    const told = (seq: number) => (frame: Frame) =>
      frame.type === 'changed' && frame.id === id && frame.seq === seq;
    await member.hear(told(body.seq));
    await leaver.hear(told(body.seq));
    await setLevel(c, a, 'none');
    await leaver.hear(told(body.seq + 1));
    const before = leaver.frames.length;
    await say(a, id, 'secret');
    await member.hear(told(body.seq + 2));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(leaver.frames.slice(before).filter((frame) => frame.id === id)).toEqual([]);
    expect(none.frames).toHaveLength(1);
    expect(JSON.stringify(member.frames)).not.toContain('secret');
  });
});
