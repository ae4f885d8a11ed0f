import { once } from 'node:events';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startApp } from './app.ts';
import { maySee, relationOf } from './canary.expected.ts';
import { roles } from './canary.scan.ts';
import { agencies, type Name, plantCanaries, type Spot, tokenPattern } from './canary.world.ts';
import { inLanes } from './lanes.ts';

const app = await startApp();
const all = await plantCanaries(app);
const recordOf = new Map(all.records.map((record) => [record.name, record]));

/** The fields that a kind is searched by. */
const searched: Readonly<Record<string, readonly string[]>> = {
  place: ['addressLine', 'unit', 'city', 'zip', 'name', 'occupancyType'],
  permit: ['number', 'type', 'description', 'addressLine'],
  inspection: ['number', 'type', 'addressLine'],
};

describe('no search, filter or count', () => {
  test.each(agencies)('tells %s of a word that it may not read', async (agency) => {
    const { admin } = all.by[agency];
    const leaks: string[] = [];
    const sees = (spots: readonly Spot[], kind: string, among: readonly string[]) =>
      spots.some(({ record, field }) => {
        const it = recordOf.get(record)!;
        return it.kind === kind && among.includes(field) && maySee(agency, roles.administrator!, it, field);
      });
    await inLanes(6, [...all.spots], async ([token, spots]) => {
      for (const kind of Object.keys(searched)) {
        const answer = await admin.get(`/${kind}s?count=exact&q=${token}`);
        if (answer.body.total > 0 && !sees(spots, kind, searched[kind]!))
          leaks.push(`${agency} counts ${JSON.stringify(spots)} among ${kind}s`);
        expect(answer.body.items.length).toBe(answer.body.total);
      }
      for (const [kind, names] of Object.entries(filters))
        for (const name of names) {
          const { body } = await admin.get(`/${kind}s?count=exact&${name}=${token}`);
          if (body.total > 0 && !sees(spots, kind, [name]))
            leaks.push(`${agency} filters ${kind}s by ${name} ${JSON.stringify(spots)}`);
        }
      const found = await admin.get(`/search?q=${token}`);
      if (
        found.body.items.length > 0 &&
        !Object.entries(searched).some(([kind, names]) => sees(spots, kind, names))
      )
        leaks.push(`${agency} finds ${JSON.stringify(spots)}`);
    });
    expect(leaks).toEqual([]);
  });
});

const filters: Readonly<Record<string, readonly string[]>> = {
  place: ['city', 'state', 'zip', 'occupancyType', 'constructionType'],
  permit: ['type'],
  inspection: ['type'],
};

describe('live frames', () => {
  interface Ear {
    readonly agency: Name;
    readonly frames: Record<string, unknown>[];
    readonly socket: WebSocket;
  }
  const ears: Ear[] = [];
  afterAll(() => {
    for (const { socket } of ears) socket.close();
  });

  test('name records to those who may see them and to nobody else, and say nothing more', async () => {
    for (const agency of agencies) {
      const user = all.by[agency].admin;
      const socket = new WebSocket(`${app.base.replace('http', 'ws')}/api/v1/live`, {
        headers: { authorization: `Bearer ${user.key}` },
      });
      const frames: Record<string, unknown>[] = [];
      socket.on('message', (data) => frames.push(JSON.parse(String(data))));
      await once(socket, 'open');
      socket.send('{"op":"subscribe","topic":"changes"}');
      ears.push({ agency, frames, socket });
      await expect.poll(() => frames.some(({ type }) => type === 'snapshot')).toBe(true);
    }
    const touched = all.records.filter(({ kind }) => ['place', 'permit', 'inspection'].includes(kind));
    for (const { kind, id, agency } of touched) {
      const { admin } = all.by[agency];
      const { body, status } = await admin.get(`/${kind}s/${id}`);
      if (status === 200)
        await admin.patch(`/${kind}s/${id}`, { notes: 'touched' }, { ifMatch: body.version });
    }
    const last = await all.world.place(all.by.owner);
    const end = ears.find(({ agency }) => agency === 'owner')!;
    await expect.poll(() => end.frames.some(({ id }) => id === last.id)).toBe(true);
    for (const { agency, frames } of ears) {
      expect(JSON.stringify(frames).match(tokenPattern)).toBeNull();
      const told = new Set(frames.flatMap(({ id }) => (id ? [id] : [])));
      for (const record of touched) {
        const relation = relationOf(agency, record);
        const gone = record.name === 'retired place' || relationOf(record.agency, record) === 'dark';
        const should = relation !== null && relation !== 'dark' && !gone;
        expect(told.has(record.id), `${agency} is told of ${record.name}`).toBe(should);
      }
    }
  });
});
