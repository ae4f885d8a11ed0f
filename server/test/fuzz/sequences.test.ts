import { describe, expect, test } from 'vitest';
import { startApp } from '../app.ts';
import { drawFrom } from '../random.ts';
import { upload } from '../upload.ts';
import { openWorld } from '../world.ts';
import { type Operation, operationsOf } from './document.ts';
import { openJudge } from './judge.ts';
import { drawRequest, image, type Request } from './request.ts';
import { type Caller, openSeason, readDocument } from './season.ts';
import { learn, send } from './send.ts';

const app = await startApp();
const world = await openWorld(app);
const document = await readDocument(app);
const operations = operationsOf(document);
const judge = openJudge(document);
const season = await openSeason(app, world, 0);
const administrator = season.callers.find((each) => each.name === 'session')!;
const partner = season.callers.find((each) => each.name === 'partner')!;

for (let n = 0; n < 8; n++) {
  const { id } = await world.agency(`Linked FD ${n}`, { county: '55079' });
  season.pool.add('agencies', { id, by: administrator.by, parents: {} });
}

/** Only agencies that opened messaging to each other can be drawn together; this one and the own agency have. */
const { rows: counties } = await world.sql.query('select fips from agency_county where agency_id = $1', [
  season.own.id,
]);
const talking = await world.agency('Talking FD', { county: counties[0].fips });
await world.grant(season.own, talking, { messaging: 'exchange' });
await world.grant(talking, season.own, { messaging: 'exchange' });
const hydrant = await season.own.admin.post('/hydrants', {
  number: 'reported',
  location: { type: 'Point', coordinates: [-87.84, 42.36] },
  type: 'dryBarrel',
});
const bodies: Readonly<Record<string, object>> = {
  'POST /api/v1/conversations': { agencyIds: [talking.id] },
  'POST /api/v1/notes': { record: { kind: 'hydrant', id: hydrant.body.id }, text: 'The cap is missing.' },
};
/** Where a list stands elsewhere than where its things are created. */
const lists: Readonly<Record<string, string>> = { '/api/v1/me/link-keys': '/api/v1/me/api-keys' };

const named = (name: string) => operations.find((each) => each.name === name);
/** Creations that need nothing in their path: what they make can be asked for by its Location. */
const creations = operations.filter(
  (each) => each.method === 'POST' && each.json && each.answers['201'] && !each.path.includes('{'),
);
const callerOf = (operation: Operation) => (operation.door === 'operator' ? season.operator : administrator);

async function ask(operation: Operation, request: Request, by = callerOf(operation)) {
  const answer = await send(app.base, by, request);
  expect(judge.faults(operation, request, answer), `${operation.name} ${String(request.body)}`).toEqual([]);
  learn(season.pool, operation, by, request, answer);
  return answer;
}

/** Draws requests until one of them makes something. */
async function make(operation: Operation, seed: number) {
  const by = callerOf(operation);
  for (let number = 0; number < 60; number++) {
    const drawn = drawRequest({ draw: drawFrom(seed + number), pool: season.pool, by: by.by }, operation);
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': `${operation.name} ${seed} ${number}`,
    };
    const body = bodies[operation.name];
    const request = { ...drawn, headers, ...(body && { body: JSON.stringify(body) }) };
    const answer = await ask(operation, request, by);
    if (answer.status === 201) return { answer, request };
  }
  throw new Error(`nothing was made by ${operation.name}`);
}

/** How many a list has in all. */
async function count(made: string, by: Caller): Promise<number> {
  const path = lists[made] ?? made;
  const paged = named(`GET ${path}`)!.query.some((each) => each.name === 'limit');
  const answer = await fetch(`${app.base}${path}${paged ? '?limit=200' : ''}`, { headers: by.credentials });
  expect(answer.status).toBe(200);
  const { items, nextCursor } = (await answer.json()) as { items: unknown[]; nextCursor?: string | null };
  expect(nextCursor ?? null).toBeNull();
  return items.length;
}

describe.each(creations.map((each) => [each.name, each] as const))('%s', (_, operation) => {
  test('sent again with its Idempotency-Key makes nothing more, and with another body is refused', async () => {
    const { answer: first, request } = await make(operation, 100);
    const before = await count(operation.path, callerOf(operation));
    const again = await Promise.all([1, 2, 3, 4].map(() => ask(operation, request)));
    for (const each of again) {
      expect([201, 409]).toContain(each.status);
      if (each.status === 201) expect(each.body.id).toBe(first.body.id);
    }
    expect(again.some((each) => each.status === 201)).toBe(true);
    const other = await ask(operation, { ...request, body: ` ${String(request.body)}` });
    expect([other.status, other.body.code]).toEqual([409, 'conflict']);
    expect(await count(operation.path, callerOf(operation))).toBe(before);
  });

  test('sent four times at once with one new Idempotency-Key makes one', async () => {
    const { request } = await make(operation, 200);
    const before = await count(operation.path, callerOf(operation));
    const body = JSON.parse(String(request.body)) as Record<string, unknown>;
    const renamed = {
      ...body,
      ...(body.name !== undefined && { name: 'Sent four times' }),
      ...(body.number !== undefined && { number: 'four times' }),
      ...(body.email !== undefined && { email: 'four@example.org' }),
    };
    const once = {
      ...request,
      headers: { ...request.headers, 'idempotency-key': 'four at once' },
      body: JSON.stringify(renamed),
    };
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(operation, once)));
    const made = answers.filter((each) => each.status === 201);
    for (const each of answers) expect([201, 409]).toContain(each.status);
    expect(new Set(made.map((each) => each.body.id)).size).toBe(made.length > 0 ? 1 : 0);
    expect((await count(operation.path, callerOf(operation))) - before).toBe(made.length > 0 ? 1 : 0);
  });

  test('sent twice without a key makes two, or is refused as taken', async () => {
    const { answer: first, request } = await make(operation, 300);
    const { 'idempotency-key': _key, ...headers } = request.headers;
    const second = await ask(operation, { ...request, headers });
    if (second.status === 201) expect(second.body.id).not.toBe(first.body.id);
    else expect([second.status, second.body.code]).toEqual([409, 'conflict']);
  });
});

const deletable = creations.filter(
  (each) => named(`DELETE ${each.path}/{id}`) && !each.path.endsWith('/places'),
);

describe.each(deletable.map((each) => [each.path, each] as const))(
  'what was deleted of %s',
  (_, operation) => {
    test('is gone for whatever is done to it next', async () => {
      const { answer } = await make(operation, 400);
      const by = callerOf(operation);
      const path = answer.headers.get('location')!;
      const version = { 'if-match': `"${answer.body.version ?? 1}"` };
      const bare = { path, query: [], body: undefined, params: { id: answer.body.id }, wrong: null };
      const remove = named(`DELETE ${operation.path}/{id}`)!;
      expect((await ask(remove, { ...bare, method: 'DELETE', headers: version }, by)).status).toBe(204);
      const later = operations.filter(
        (each) => each.path === `${operation.path}/{id}` || each.path.startsWith(`${operation.path}/{id}/`),
      );
      for (const each of later) {
        if (each.path.match(/\{/g)!.length > 1) continue;
        const draw = drawFrom(500);
        const drawn = drawRequest({ draw, pool: season.pool, by: by.by }, each);
        const at = {
          ...drawn,
          path: each.path.replace('{id}', answer.body.id),
          params: bare.params,
          query: [],
        };
        const after = await ask(each, { ...at, headers: { ...drawn.headers, ...version } }, by);
        expect([each.name, after.status]).toEqual([each.name, 404]);
      }
    });
  },
);

describe('a child under a parent that is not its own', () => {
  test('a photo is not found under another inspection, nor under a foreign one, and stays where it is', async () => {
    const agency = await world.agency('Parent FD');
    const foreign = await world.agency('Foreign FD');
    const inspectionOf = async (who: typeof agency) => {
      const { id: placeId } = await world.place(who);
      return (await who.admin.post('/inspections', { placeId, type: 'Annual' })).body.id as string;
    };
    const [mine, other, theirs] = [
      await inspectionOf(agency),
      await inspectionOf(agency),
      await inspectionOf(foreign),
    ];
    const { body: photo } = await upload(agency.admin, `/inspections/${mine}/photos`, image);
    for (const parent of [other, theirs]) {
      const path = `/inspections/${parent}/photos/${photo.id}`;
      expect((await agency.admin.get(path)).status).toBe(404);
      expect((await agency.admin.delete(path, { ifMatch: 1 })).status).toBe(404);
      expect((await foreign.admin.get(path)).status).toBe(404);
      expect((await foreign.admin.delete(path, { ifMatch: 1 })).status).toBe(404);
    }
    const violations = [{ description: 'No alarm', status: 'open', photos: [photo.id] }];
    const taken = await agency.admin.patch(`/inspections/${other}`, { violations }, { ifMatch: 1 });
    expect(taken.status).toBeGreaterThanOrEqual(400);
    expect((await agency.admin.get(`/inspections/${mine}/photos/${photo.id}`)).status).toBe(200);
  });

  test('a permit or an inspection is not made at a place that its maker does not see', async () => {
    const [agency, foreign] = [await world.agency('Maker FD'), await world.agency('Unseen FD')];
    const { id: placeId } = await world.place(foreign);
    const before = [await count('/api/v1/permits', partner), await count('/api/v1/inspections', partner)];
    const permit = await agency.admin.post('/permits', { placeId, type: 'Tent', class: 'operational' });
    const inspection = await agency.admin.post('/inspections', { placeId, type: 'Annual' });
    expect([permit.status, inspection.status]).toEqual([404, 404]);
    expect([await count('/api/v1/permits', partner), await count('/api/v1/inspections', partner)]).toEqual(
      before,
    );
  });

  test('a retired place takes no permit, no inspection and no offer', async () => {
    const agency = await world.agency('Retiring FD');
    const place = await world.place(agency);
    expect((await agency.admin.delete(`/places/${place.id}`, { ifMatch: place.version })).status).toBe(204);
    const asked = [
      await agency.admin.post('/permits', { placeId: place.id, type: 'Tent', class: 'operational' }),
      await agency.admin.post('/inspections', { placeId: place.id, type: 'Annual' }),
      await agency.admin.delete(`/places/${place.id}`, { ifMatch: place.version }),
    ];
    for (const each of asked) {
      expect(each.status).toBeGreaterThanOrEqual(400);
      expect(each.status).toBeLessThan(500);
    }
  });
});
