import { once } from 'node:events';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startApp } from './app.ts';
import { maySee } from './canary.expected.ts';
import { addressesOf, askersOf, kindsOf, openScan, readablePaths, roles, singles } from './canary.scan.ts';
import { type Asker, agencies, plantCanaries, type Spot, tokenPattern } from './canary.world.ts';
import { operationsOf } from './fuzz/document.ts';
import { readDocument } from './fuzz/season.ts';
import { send } from './fuzz/send.ts';
import { inLanes } from './lanes.ts';
import { startLogged } from './logged.ts';
import { openMailbox } from './mailbox.ts';
import { writesOf } from './matrix.writes.ts';
import { readPdf } from './pdf.ts';
import { sessionOf } from './session.ts';
import { caller } from './world.ts';

// Who may see what: every relation between agencies, every role, every operation of the document, with ids of each kind.
// Every field of every record carries a word of its own; whatever the server says, to whomever, is searched for them.

const whole = process.env.STANDPIPE_MATRIX === 'whole';
vi.setConfig({ testTimeout: 3_600_000 });

const mailbox = await openMailbox();
const app = await startApp();
const all = await plantCanaries(app);
const server = await startLogged(app, { SMTP_URL: mailbox.url });
const askers = await askersOf(all, server.base);
const narrow = await askersOf(all, server.base, singles);
const administrators = askers.filter(({ role }) => role === 'administrator');
const scanned = openScan(all);
const { leaks, seen, recordOf, scan } = scanned;
const paths = await readablePaths(app);
const lists = paths.filter((path) => !path.includes('{'));
const records = paths.filter((path) => path.includes('{'));
const operations = operationsOf(await readDocument(app));

const get = async (asker: Asker, path: string) => scan(asker, `GET ${path}`, await asker.user.get(path));
/** Under STANDPIPE_MATRIX=whole all of these; otherwise one in so many, beginning with another each time. */
const thin = <T>(these: readonly T[], among: number, from: number): T[] =>
  these.filter((_, at) => whole || (at + from) % among === 0);

afterAll(() => {
  console.log(`${scanned.answers()} answers were searched for ${all.spots.size} words.`);
});

describe('nothing of another’s that is not shared is in', () => {
  test('the document’s paths, of which there are enough to look at', () => {
    expect(paths.length).toBeGreaterThan(20);
    for (const start of Object.keys(kindsOf)) expect(paths.some((path) => path.startsWith(start))).toBe(true);
  });

  test.each(askers.map((asker, at) => [asker.agency, asker.role, asker, at] as const))(
    'any GET by %s’s %s',
    async (_, role, asker, at) => {
      leaks.length = 0;
      const administers = role === 'administrator';
      const asked = paths.flatMap((path) => {
        const fitting = addressesOf(all, path);
        const others = addressesOf(all, path, true).filter((each) => !fitting.includes(each));
        return administers
          ? [...fitting, ...thin(others, 24, at)]
          : thin(fitting, path.includes('{') ? 9 : 2, at);
      });
      await inLanes(6, asked, (path) => get(asker, path));
      for (const path of ['/permits', '/inspections', '/places'])
        for (const query of [
          'count=exact&limit=200',
          'sort=addressLine',
          'sort=-updatedAt&limit=1',
          'access=shared',
        ])
          await get(asker, `${path}?${query}`);
      expect(leaks).toEqual([]);
    },
  );

  test.each(agencies)('any GET by a user of %s with one permission alone, each in turn', async (agency) => {
    leaks.length = 0;
    const asked = narrow
      .filter((each) => each.agency === agency)
      .flatMap((asker, at) => {
        const some = records.flatMap((path) => thin(addressesOf(all, path), 8, at));
        return [...lists.flatMap((path) => addressesOf(all, path)), ...thin(some, 12, at)].map(
          (path) => [asker, path] as const,
        );
      });
    await inLanes(6, asked, ([asker, path]) => get(asker, path));
    expect(leaks).toEqual([]);
  });

  test('any address of the GIS interfaces, by anybody', async () => {
    leaks.length = 0;
    const service = '/arcgis/rest/services/standpipe/FeatureServer';
    const query = `${service}/0/query?f=json&outFields=*&where=`;
    const places = all.records.filter(({ kind }) => kind === 'place');
    const asked = [
      '/ogc/collections',
      `${service}?f=json`,
      ...['places', 'hydrants', 'prePlans'].map((layer) => `/ogc/collections/${layer}/items`),
      ...[0, 1, 2].flatMap((layer) => [
        `${service}/${layer}?f=json`,
        `${service}/${layer}/query?f=geojson&outFields=*&where=1%3D1`,
        `${service}/${layer}/query?f=json&returnExtentOnly=true&where=1%3D1`,
      ]),
      ...places.flatMap(({ id }) => [
        `/ogc/collections/places/items/${id}`,
        `${query}${encodeURIComponent(`record_id = '${id}'`)}`,
      ]),
    ];
    for (const [at, asker] of [...askers, ...narrow].entries())
      await inLanes(6, administrators.includes(asker) ? asked : thin(asked, 6, at), (path) =>
        get(asker, path),
      );
    expect(leaks).toEqual([]);
    const shared = places.find(({ name }) => name === 'owner place')!;
    const reader = administrators.find(({ agency }) => agency === 'reader')!;
    const { body } = await reader.user.get(`/ogc/collections/places/items/${shared.id}`);
    expect(body.properties.name).toContain('qz');
  });

  test('any GET or write by an operator who is no user with permissions, by nobody, or by who was let go', async () => {
    leaks.length = 0;
    const clerk = askers.find(({ agency, role }) => agency === 'reader' && role === 'clerk')!;
    const [operator, gone] = [
      await all.world.user(all.by.owner, []),
      await all.world.user(all.by.owner, roles.administrator!),
    ];
    await all.world.sql.query('update person set operator = true where id = $1', [operator.personId]);
    await all.world.sql.query('update membership set active = false where id = $1', [gone.membershipId]);
    const cookie = await sessionOf(app, all.world, operator);
    const letGo = caller(server.base, { authorization: `Bearer ${gone.key}` });
    for (const calls of [caller(server.base, { cookie }), caller(server.base, {}), letGo]) {
      const asker = { ...clerk, agency: 'owner' as const, user: { ...gone, ...calls } };
      const asked = paths.flatMap((path) => addressesOf(all, path));
      await inLanes(6, asked, (path) => get(asker, path));
    }
    expect((await letGo.get('/permits')).status).toBe(401);
    for (const credentials of [{}, { authorization: `Bearer ${gone.key}` }]) {
      const asker = { ...clerk, agency: 'owner' as const, permissions: [] };
      await inLanes(6, writesOf(all, operations, all.by.owner.id, false), async (request) => {
        const answer = await send(server.base, { name: '', by: '', credentials }, request);
        expect(answer.status, request.path).toBeGreaterThan(399);
        await scan(asker, `${request.method} ${request.path}`, answer, () => false);
      });
    }
    expect(leaks).toEqual([]);
  });

  test('what an administrator reads as a partner, but our own records that the partner sees', async () => {
    leaks.length = 0;
    const read = ['/permits', '/inspections', '/places', '/place-transfers', '/search'];
    for (const [agency, as] of [
      ['owner', 'reader'],
      ['owner', 'maker'],
      ['owner', 'stranger'],
      ['owner', 'behind'],
      ['maker', 'reader'],
      ['maker', 'owner'],
      ['maker', 'behind'],
      ['stranger', 'maker'],
      ['neighbour', 'owner'],
    ] as const) {
      const asker = administrators.find((each) => each.agency === agency)!;
      const headers = { 'x-view-as': all.by[as].id };
      const may = ({ record, field }: Spot) => {
        const it = recordOf.get(record)!;
        return it.agency === agency && it.kind !== 'transfer' && maySee(as, roles.administrator!, it, field);
      };
      const asked = paths.filter((path) => read.some((start) => path.startsWith(start)));
      await inLanes(
        6,
        asked.flatMap((path) => addressesOf(all, path)),
        async (path) => scan(asker, `as ${as} ${path}`, await asker.user.get(path, { headers }), may),
      );
    }
    expect(leaks).toEqual([]);
  });

  test('what administrators ask: explanations, previews, duplicate warnings, dark records', async () => {
    leaks.length = 0;
    for (const [at, asker] of administrators.entries()) {
      const post = async (path: string, body: object) =>
        scan(asker, `POST ${path}`, await asker.user.post(path, body));
      const kinds = ['place', 'permit', 'inspection'];
      await inLanes(
        6,
        thin(
          all.records.filter(({ kind }) => kinds.includes(kind)),
          3,
          at,
        ),
        async ({ id, kind }) => {
          for (const other of agencies)
            await post('/access/explain', {
              record: { kind, id },
              agencyId: all.by[other].id,
              action: 'view',
            });
          if (kind !== 'place') return;
          for (const [token, [spot]] of all.spots)
            if (spot!.field === 'type')
              for (const path of ['/permits/similar', '/inspections/similar'])
                await post(path, { placeId: id, type: token });
        },
      );
      for (const other of agencies.filter((each) => each !== asker.agency)) {
        const partnerId = all.by[other].id;
        const levels = { permits: 'view', inspections: 'view', addressShareModule: 'none' };
        await post('/admin/sharing/preview', { sheet: 'user', changes: [{ partnerId, levels }] });
        await post('/admin/sharing/preview', {
          sheet: 'client',
          changes: [{ partnerId, levels: { address: 'view' } }],
        });
      }
      await post('/admin/dark-records/export', {});
    }
    expect(leaks).toEqual([]);
  });
});

describe('the table of what is shown', () => {
  test('is what is shown: every field that an agency may read was read by its administrator', () => {
    const unseen = [...all.spots.values()].flat().flatMap((spot) =>
      agencies
        .filter((agency) => maySee(agency, roles.administrator!, recordOf.get(spot.record)!, spot.field))
        .map((agency) => `${agency} ${spot.record} ${spot.field}`)
        .filter((each) => !seen.has(each)),
    );
    expect(unseen.filter((each) => !each.includes(' retired place '))).toEqual([]);
  });
});

describe('nothing of another’s that is not shared comes of', () => {
  interface Ear {
    readonly asker: Asker;
    readonly frames: string[];
    readonly socket: WebSocket;
  }
  const ears: Ear[] = [];
  afterAll(() => {
    for (const { socket } of ears) socket.close();
  });
  const listen = async (asker: Asker): Promise<Ear> => {
    const socket = new WebSocket(`${server.base.replace('http', 'ws')}/api/v1/live`, {
      headers: { authorization: `Bearer ${asker.user.key}` },
    });
    const frames: string[] = [];
    socket.on('message', (data) => frames.push(String(data)));
    await once(socket, 'open');
    socket.send('{"op":"subscribe","topic":"changes"}');
    await expect.poll(() => frames.some((each) => each.includes('snapshot'))).toBe(true);
    return { asker, frames, socket };
  };

  test('any write by an administrator, or by whoever holds a part of it, to what is theirs and what is not', async () => {
    leaks.length = 0;
    for (const asker of administrators) ears.push(await listen(asker));
    for (const [at, asker] of askers.entries()) {
      const credentials = { authorization: `Bearer ${asker.user.key}` };
      const administers = asker.role === 'administrator';
      const fitting = writesOf(all, operations, all.by[asker.agency].id, whole && administers);
      const requests = administers ? fitting : thin(fitting, 24, at);
      await inLanes(6, requests, async (request) => {
        const answer = await send(server.base, { name: '', by: '', credentials }, request);
        await scan(asker, `${request.method} ${request.path.slice('/api/v1'.length)}`, answer);
      });
    }
    expect(leaks).toEqual([]);
  });

  test('any list that is read once all that was written', async () => {
    leaks.length = 0;
    for (const asker of administrators) await inLanes(6, lists, (path) => get(asker, path));
    expect(leaks).toEqual([]);
  });

  test('the live streams meanwhile, which name no word of any record', async () => {
    const last = await all.world.place(all.by.owner);
    const owner = ears.find(({ asker }) => asker.agency === 'owner')!;
    await expect.poll(() => owner.frames.some((each) => each.includes(last.id))).toBe(true);
    for (const { asker, frames } of ears)
      expect(frames.join('\n').match(tokenPattern), asker.agency).toBeNull();
    expect(owner.frames.length).toBeGreaterThan(1);
  });

  test('mails, each of which speaks of one agency’s own records alone', async () => {
    await expect.poll(() => mailbox.received.length).toBeGreaterThan(agencies.length);
    const found = [];
    for (const { mail } of mailbox.received) {
      const pdfs = mail.attachments.map((each) => readPdf(new Uint8Array(each.content as ArrayBuffer)));
      const text = [mail.subject, mail.text, mail.html, ...(await Promise.all(pdfs)).flat()].join(' ');
      const words = [...new Set(text.toLowerCase().match(tokenPattern))];
      const speaksOf = (agency: string) => (word: string) =>
        all.spots.get(word)!.some(({ record }) => recordOf.get(record)!.agency === agency);
      expect(
        agencies.some((agency) => words.every(speaksOf(agency))),
        mail.subject,
      ).toBe(true);
      found.push(...words);
    }
    expect(found.length).toBeGreaterThan(0);
  });

  test('what the server logs, in which no word of any record stands', async () => {
    const tokens = new RegExp(tokenPattern, 'i');
    const named: string[] = [];
    let lines = 0;
    let permits = 0;
    for await (const line of server.lines()) {
      lines++;
      if (line.includes('/api/v1/permits')) permits++;
      if (tokens.test(line)) named.push(line);
    }
    expect(lines).toBeGreaterThan(scanned.answers());
    expect(permits).toBeGreaterThan(100);
    expect(named).toEqual([]);
  });
});
