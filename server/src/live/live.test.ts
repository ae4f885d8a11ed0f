import { afterAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startApp } from '../../test/app.ts';
import { type Answer, openWorld, type TestAgency, type User } from '../../test/world.ts';
import { prepareDatabase } from '../serve.ts';

const app = await startApp();
const world = await openWorld(app);
const open: WebSocket[] = [];
afterAll(() => {
  for (const socket of open) socket.close();
});

interface Ear {
  readonly frames: Record<string, unknown>[];
  readonly socket: WebSocket;
  closed(): Promise<number>;
  /** Waits until a frame matches, at most two seconds. */
  hear(wanted: Record<string, unknown>): Promise<Record<string, unknown>>;
}

const matches = (frame: Record<string, unknown>, wanted: Record<string, unknown>) =>
  Object.entries(wanted).every(([key, value]) => frame[key] === value);

async function listen(user: User, first: object = { op: 'subscribe', topic: 'changes' }): Promise<Ear> {
  const socket = new WebSocket(`${app.base.replace('http', 'ws')}/api/v1/live`, {
    headers: { authorization: `Bearer ${user.key}` },
  });
  open.push(socket);
  const frames: Record<string, unknown>[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  const code = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  const ear: Ear = {
    frames,
    socket,
    closed: () => code,
    hear: async (wanted) => {
      for (let waited = 0; waited < 200; waited++) {
        const frame = frames.find((each) => matches(each, wanted));
        if (frame) return frame;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`not heard: ${JSON.stringify(wanted)} among ${JSON.stringify(frames)}`);
    },
  };
  socket.send(JSON.stringify(first));
  if ('topic' in first && first.topic === 'changes') await ear.hear({ type: 'snapshot' });
  return ear;
}

/** Frames come in order: once an agency's own new place is heard, everything before it was told or never will be. */
async function caughtUp(ear: Ear, agency: TestAgency): Promise<void> {
  const place = await world.place(agency);
  await ear.hear({ type: 'changed', kind: 'place', id: place.id });
}

/** Asks until the answer is as expected, at most five seconds; the last answer is what the test then looks at. */
async function until(ask: () => Promise<Answer>, done: (body: Answer['body']) => boolean): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const answer = await ask();
    if (done(answer.body) || tries === 100) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const silent = (ear: Ear, id: string) => expect(ear.frames.filter((frame) => frame.id === id)).toEqual([]);

async function pair() {
  const [one, two] = [await world.agency('One FD'), await world.agency('Two FD')];
  return { one, two, place: await world.place(one) };
}

const permitBy = async (by: TestAgency, place: Answer['body'], more: object = {}) =>
  (await by.admin.post('/permits', { placeId: place.id, type: 'Tent', class: 'operational', ...more })).body;

describe('the stream of changes', () => {
  test('tells those who may see a record, and nobody else, by id alone', async () => {
    const { one, two, place } = await pair();
    const stranger = await world.agency('Stranger FD');
    await world.grant(one, two, { permits: 'view' });
    const ears = {
      one: await listen(one.admin),
      two: await listen(two.admin),
      stranger: await listen(stranger.admin),
    };
    const permit = await permitBy(one, place);
    for (const ear of [ears.one, ears.two]) {
      const frame = await ear.hear({ type: 'changed', kind: 'permit', id: permit.id });
      expect(Object.keys(frame).sort()).toEqual(['id', 'kind', 'seq', 'token', 'topic', 'type']);
    }
    await caughtUp(ears.stranger, stranger);
    silent(ears.stranger, permit.id);
  });

  test('tells nobody who lacks the kind’s Read permission', async () => {
    const { one, place } = await pair();
    const clerk = await listen(await world.user(one, ['Fire Inspections - Read', 'Addresses - Read']));
    const permit = await permitBy(one, place);
    await caughtUp(clerk, one);
    silent(clerk, permit.id);
  });

  test('tells a partner at once that a hydrant is out of service, and the owner of what a partner changed', async () => {
    const { one, two } = await pair();
    await world.grant(one, two, { hydrants: 'edit' });
    const location = { type: 'Point', coordinates: [-88, 42.3] };
    const made = await one.admin.post('/hydrants', { number: 'H-1', location, type: 'dryBarrel' });
    const { id } = made.body;
    const ears = { one: await listen(one.admin), two: await listen(two.admin) };
    await one.admin.patch(`/hydrants/${id}`, { status: 'outOfService' }, { ifMatch: 1 });
    await ears.two.hear({ type: 'changed', kind: 'hydrant', id });
    await caughtUp(ears.one, one);
    const heard = ears.one.frames.length;
    await two.admin.patch(`/hydrants/${id}`, { status: 'inService' }, { ifMatch: 2 });
    await caughtUp(ears.one, one);
    expect(ears.one.frames.slice(heard)).toContainEqual(expect.objectContaining({ kind: 'hydrant', id }));
  });

  test('says remove to a partner when a record is withheld, and changed to its own agency', async () => {
    const { one, two, place } = await pair();
    await world.grant(one, two, { permits: 'view' });
    const permit = await permitBy(one, place);
    const ears = { one: await listen(one.admin), two: await listen(two.admin) };
    await one.admin.patch(`/permits/${permit.id}`, { withheld: true }, { ifMatch: 1 });
    await ears.two.hear({ type: 'remove', kind: 'permit', id: permit.id });
    await ears.one.hear({ type: 'changed', kind: 'permit', id: permit.id });
  });

  test('says remove to all who saw it when a record is deleted', async () => {
    const { one, two, place } = await pair();
    await world.grant(one, two, { permits: 'view' });
    const permit = await permitBy(one, place);
    const ears = [await listen(one.admin), await listen(two.admin)];
    await one.admin.delete(`/permits/${permit.id}`, { ifMatch: 1 });
    for (const ear of ears) await ear.hear({ type: 'remove', id: permit.id });
  });

  test('says remove for everything that went dark before the save that revokes is answered', async () => {
    const { one, two, place } = await pair();
    const saved = await one.admin.put(
      '/admin/user-data-sharing',
      {
        items: [
          { partnerId: two.id, levels: { inspections: 'none', addressShareModule: 'none', permits: 'view' } },
        ],
      },
      { ifMatch: 0 },
    );
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    const permits = [await permitBy(one, place), await permitBy(one, place)];
    const ear = await listen(two.admin);
    await one.admin.put('/admin/user-data-sharing', { items: [] }, { ifMatch: saved.body.version });
    const later = await permitBy(one, place);
    for (const { id } of permits) await ear.hear({ type: 'remove', kind: 'permit', id });
    await caughtUp(ear, two);
    silent(ear, later.id);
  });

  test('keeps its counter to what the listener was told', async () => {
    const { one, two, place } = await pair();
    const ear = await listen(two.admin);
    const before = ear.frames.at(-1)!.seq as number;
    for (let at = 0; at < 5; at++) await permitBy(one, place);
    const theirs = await world.place(two);
    await ear.hear({ type: 'changed', kind: 'place', id: theirs.id });
    expect(ear.frames.at(-1)!.seq).toBe(before + 1);
  });
});

describe('coming back', () => {
  test('resumes from the token of any frame with all that came after it, also of one batch', async () => {
    const { one, place } = await pair();
    const other = await world.place(one);
    await caughtUp(await listen(one.admin), one);
    const ear = await listen(one.admin);
    await world.sql.query('begin');
    for (const each of [place, other, place])
      await world.sql.query(
        `insert into change_event (type, kind, record_id, before, after, agencies)
         select type, kind, record_id, before, after, agencies from change_event where record_id = $1 limit 1`,
        [each.id],
      );
    await world.sql.query('commit');
    const { token } = await ear.hear({ type: 'changed', id: place.id });
    await ear.hear({ type: 'changed', id: other.id });
    const again = await listen(one.admin, { op: 'resume', topic: 'changes', seq: token });
    await again.hear({ type: 'changed', id: other.id });
  });

  test('reads all anew after a start of the server, whose data may be a copy', async () => {
    const { one } = await pair();
    const ear = await listen(one.admin);
    const { token } = await ear.hear({ type: 'snapshot' });
    await prepareDatabase(app.ownerUrl, app.appUrl);
    await ear.hear({ type: 'resync' });
    const again = await listen(one.admin, { op: 'resume', topic: 'changes', seq: token });
    await again.hear({ type: 'resync' });
  });

  test('resumes from a token with what was missed, judged by today’s grants', async () => {
    const { one, two, place } = await pair();
    await world.grant(one, two, { permits: 'view' });
    const first = await listen(two.admin);
    const token = first.frames.at(-1)!.token;
    first.socket.close();
    await first.closed();
    const seen = await permitBy(one, place);
    const withheld = await permitBy(one, place, { withheld: true });
    const again = await listen(two.admin, { op: 'resume', topic: 'changes', seq: token });
    await again.hear({ type: 'changed', id: seen.id });
    silent(again, withheld.id);
  });

  test('answers resync when rights moved in between, or the token is not its own', async () => {
    const { one, two } = await pair();
    const first = await listen(two.admin);
    const token = first.frames.at(-1)!.token as string;
    first.socket.close();
    await one.admin.put(
      `/admin/client-data-sharing/${two.id}`,
      { levels: { address: 'view' } },
      { ifMatch: 0 },
    );
    await caughtUp(await listen(two.admin), two);
    const again = await listen(two.admin, { op: 'resume', topic: 'changes', seq: token });
    await again.hear({ type: 'resync' });
    const other = await listen(one.admin, { op: 'resume', topic: 'changes', seq: token });
    await other.hear({ type: 'resync' });
  });
});

describe('the own sheets', () => {
  test('a saved row is told to those of the own agency who may set the sheet, and to nobody else', async () => {
    const { one, two } = await pair();
    const second = await world.user(one, ['Admin - Client Data Sharing']);
    const firefighter = await world.user(one, ['Addresses - Read']);
    const ears = {
      second: await listen(second),
      firefighter: await listen(firefighter),
      partner: await listen(two.admin),
    };
    const path = `/admin/client-data-sharing/${two.id}`;
    const saved = await one.admin.put(path, { levels: { hydrants: 'view' } }, { ifMatch: 0 });
    expect(saved.body.savedBy).toEqual({ id: one.admin.personId, name: `User of ${one.name}` });
    await ears.second.hear({ type: 'changed', kind: 'clientDataSharing', id: two.id });
    const first = await listen(second);
    const token = first.frames.at(-1)!.token as string;
    first.socket.close();
    await first.closed();
    const items = [{ partnerId: two.id, levels: { permits: 'view' } }];
    await one.admin.put('/admin/user-data-sharing', { items }, { ifMatch: 0 });
    await one.admin.put(path, { levels: { hydrants: 'none' } }, { ifMatch: 1 });
    const again = await listen(second, { op: 'resume', topic: 'changes', seq: token });
    await again.hear({ type: 'changed', kind: 'clientDataSharing', id: two.id });
    await caughtUp(ears.firefighter, one);
    await caughtUp(ears.partner, two);
    for (const ear of [ears.firefighter, ears.partner])
      expect(ear.frames.filter(({ kind }) => /DataSharing/.test(String(kind)))).toEqual([]);
    for (const ear of [ears.second, again])
      expect(ear.frames.filter(({ kind }) => kind === 'userDataSharing')).toEqual([]);
  });
});

describe('who may listen', () => {
  test('nobody without signing in, and no page of another origin', async () => {
    const refused = (headers: Record<string, string>) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(`${app.base.replace('http', 'ws')}/api/v1/live`, { headers });
        socket.on('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0));
        socket.on('error', () => {});
      });
    expect(await refused({})).toBe(401);
    expect(await refused({ origin: 'https://evil.example', cookie: 'standpipe.session_token=x.y' })).toBe(
      403,
    );
  });

  test('a revoked key is cut off', async () => {
    const { one } = await pair();
    const user = await world.user(one, ['FD Permits - Read']);
    const ear = await listen(user);
    await world.sql.query('update api_key set revoked_at = now() where membership_id = $1', [
      user.membershipId,
    ]);
    await app.house.hub.accessChanged([one.id]);
    expect(await ear.closed()).toBe(4401);
  });

  test.each([
    ['broken JSON', '{', 1007],
    ['an unknown op', '{"op":"shout","topic":"changes"}', 4400],
    ['a frame of 65 kB', JSON.stringify({ op: 'subscribe', topic: 'x'.repeat(65 * 1024) }), 1009],
  ])('%s closes the socket', async (_, text, code) => {
    const { one } = await pair();
    const ear = await listen(one.admin);
    ear.socket.send(text);
    expect(await ear.closed()).toBe(code);
  });

  test('a topic that is not there is an error on that topic alone', async () => {
    const { one } = await pair();
    const ear = await listen(one.admin);
    ear.socket.send(
      JSON.stringify({ op: 'subscribe', topic: 'boards/01890000-0000-7000-8000-000000000000' }),
    );
    await ear.hear({ type: 'error', code: 'not_found' });
    const place = await world.place(one);
    await ear.hear({ type: 'changed', id: place.id });
  });
});

describe('notices', () => {
  test('count the records that a partner shared, and those that are gone', async () => {
    const { one, two, place } = await pair();
    await world.grant(one, two, { permits: 'view' });
    const permit = await permitBy(one, place);
    await permitBy(one, place);
    const ofRecords = async () => {
      const answer = await two.admin.get('/notices');
      return {
        ...answer,
        body: { ...answer.body, items: answer.body.items.filter((each: { kind: string }) => each.kind) },
      };
    };
    const shared = await until(ofRecords, (body) => body.items[0]?.count === 2);
    expect(shared.body).toMatchObject({
      unread: 1,
      items: [
        {
          topic: 'recordShared',
          kind: 'permit',
          count: 2,
          text: 'One FD shares 2 permits with your agency.',
        },
      ],
    });
    await two.admin.post('/notices/read', {});
    expect((await two.admin.get('/notices?unread=true')).body).toMatchObject({ unread: 0, items: [] });
    await one.admin.patch(`/permits/${permit.id}`, { withheld: true }, { ifMatch: 1 });
    const gone = await until(
      () => two.admin.get('/notices?unread=true'),
      (body) => body.items.length > 0,
    );
    expect(gone.body.items).toMatchObject([{ topic: 'recordGone', count: 1 }]);
  });

  test('are for those who hold the permission they are about', async () => {
    const { one, two, place } = await pair();
    await world.grant(one, two, { permits: 'view' });
    await permitBy(one, place);
    await until(
      () => two.admin.get('/notices'),
      (body) => body.items.length > 0,
    );
    const inspector = await world.user(two, ['Fire Inspections - Read']);
    expect((await inspector.get('/notices')).body.items).toEqual([]);
    expect((await one.admin.get('/notices')).body.items).toEqual([]);
  });
});
