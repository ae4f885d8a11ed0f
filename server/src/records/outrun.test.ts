import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { waitingHere } from '../../test/sheets.ts';
import { type Answer, openWorld, type TestAgency, type User } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const saving = new pg.Client({ connectionString: app.ownerUrl });
await saving.connect();
afterAll(() => saving.end());

const details = {
  permits: { type: 'Tent', class: 'operational' },
  inspections: { type: 'Annual' },
} as const;
type Kind = keyof typeof details;

interface Scene {
  readonly owner: TestAgency;
  readonly guest: TestAgency;
  readonly place: Answer['body'];
  readonly record: Answer['body'];
}

/** A guest with a record of its own at a place that it was let into. */
async function letIn(kind: Kind): Promise<Scene> {
  const [owner, guest] = [await world.agency('Owner FD'), await world.agency('Guest FD')];
  await world.grant(owner, guest, { addressShareModule: 'fireInspectionAndPermit' });
  const place = await world.place(owner);
  const made = await guest.admin.post(`/${kind}`, { placeId: place.id, ...details[kind] });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { owner, guest, place, record: made.body };
}

const writes: [string, (who: User, kind: Kind, scene: Scene) => Promise<Answer>][] = [
  ['made', (who, kind, { place }) => who.post(`/${kind}`, { placeId: place.id, ...details[kind] })],
  [
    'changed',
    (who, kind, { record }) => who.patch(`/${kind}/${record.id}`, { type: 'Other' }, { ifMatch: 1 }),
  ],
  ['deleted', (who, kind, { record }) => who.delete(`/${kind}/${record.id}`, { ifMatch: 1 })],
];

describe.each(['permits', 'inspections'] as const)('%s', (kind) => {
  test.each(writes)('are not %s on an invitation that is being withdrawn', async (_verb, write) => {
    const scene = await letIn(kind);
    const standing = async () =>
      (
        await world.sql.query(`select id, version from ${kind.slice(0, -1)} where owner_id = $1`, [
          scene.owner.id,
        ])
      ).rows;
    const before = await standing();
    // What a save of the owner's sheet does: the agency's lock to itself, then the grant is closed.
    await saving.query('begin');
    await saving.query('select pg_advisory_xact_lock(hashtextextended($1::text, 731))', [scene.owner.id]);
    let answered = false;
    const attempt = write(scene.guest.admin, kind, scene).then((answer) => {
      answered = true;
      return answer;
    });
    await expect
      .poll(async () => answered || (await world.sql.query(waitingHere)).rows.length > 0)
      .toBe(true);
    await saving.query(
      `update share_grant set valid = tstzrange(lower(valid), clock_timestamp())
       where grantor_id = $1 and upper_inf(valid)`,
      [scene.owner.id],
    );
    await saving.query('commit');
    expect((await attempt).status).toBe(404);
    expect(await standing()).toEqual(before);
  });
});

describe('of two changes that both saw the record as it stood, one is kept and the other told that it was outrun:', () => {
  const held = async (table: string, id: string, both: () => Promise<Answer>[]) => {
    await saving.query('begin');
    await saving.query(`select from ${table} where id = $1 for update`, [id]);
    const attempts = both();
    const waiting = async () =>
      (
        await world.sql.query(
          `select distinct pid from pg_locks where not granted and pid in (select pid from pg_locks
             where database = (select oid from pg_database where datname = current_database()))`,
        )
      ).rows.length;
    await expect.poll(waiting).toBe(attempts.length);
    await saving.query('rollback');
    return Promise.all(attempts);
  };

  test.each(['permits', 'inspections', 'places'] as const)('%s', async (kind) => {
    const { admin, ...own } = await world.agency('Own FD');
    const place = await world.place({ admin, ...own });
    const made = async () =>
      kind === 'places'
        ? place
        : (await admin.post(`/${kind}`, { placeId: place.id, ...details[kind] })).body;
    const table = kind.slice(0, -1);
    const { id } = await made();
    const change = (notes: string, version: number) =>
      admin.patch(`/${kind}/${id}`, { notes }, { ifMatch: version });
    const changed = await held(table, id, () => [change('one', 1), change('other', 1)]);
    expect(changed.map((each) => each.status).sort()).toEqual([200, 412]);
    expect(changed.find((each) => each.status === 412)!.body).toMatchObject({ code: 'stale', version: 2 });
    const kept = changed.find((each) => each.status === 200)!.body;
    expect((await admin.get(`/${kind}/${id}`)).body).toEqual(kept);
    const ended = await held(table, id, () => [
      change('late', 2),
      admin.delete(`/${kind}/${id}`, { ifMatch: 2 }),
    ]);
    expect(ended.filter((each) => each.status < 300)).toHaveLength(1);
    expect([404, 412]).toContain(ended.find((each) => each.status >= 300)!.status);
  });
});
