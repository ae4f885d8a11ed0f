import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency, type User } from '../../test/world.ts';
import { startServer } from '../cli/fixture.process.ts';
import { openServer } from '../serve.ts';
import { ended, manyPermits, mapped, permitMapping, run, upload } from './fixture.imports.ts';
import { holdMidway } from './fixture.midway.ts';

const app = await startApp();
const world = await openWorld(app);
const many = 1200;
const rights = [
  ...(['FD Permits - Read', 'FD Permits - Create', 'FD Permits - Edit'] as const),
  ...(['Addresses - Read', 'Addresses - Create'] as const),
];

async function uploaded(agency: TestAgency, user: User = agency.admin): Promise<string> {
  const { body } = await upload(user, 'permit', manyPermits(many));
  await mapped(user, body.id, permitMapping);
  return body.id;
}

/** How many permits there are, how often the log says that one was made, and how many numbers they have. */
const counts = async (agency: TestAgency) =>
  (
    await world.sql.query(
      `select (select count(*)::integer from permit where author_id = $1) as permits,
        (select count(distinct number)::integer from permit where author_id = $1) as numbers,
        (select count(*)::integer from place where owner_id = $1) as places,
        (select count(*)::integer from audit_entry where agency_id = $1 and kind = 'permit') as entries`,
      [agency.id],
    )
  ).rows[0];
const all = { permits: many, numbers: many, places: many, entries: many };

const stopped = async (agency: TestAgency, user: User, number = 'M-600') => {
  const id = await uploaded(agency, user);
  const midway = await holdMidway(app, world, agency, number, () => user.post(`/imports/${id}/run`));
  return { id, midway };
};

describe('an import that is stopped', () => {
  test('keeps what it has done, and resumed it does the rest and nothing twice', async () => {
    const agency = await world.agency('Stop FD');
    const { id, midway } = await stopped(agency, agency.admin);
    const answer = await agency.admin.post(`/imports/${id}/stop`);
    expect([answer.status, answer.body.status]).toEqual([202, 'stopped']);
    await midway.letGo();
    const before = (await agency.admin.get(`/imports/${id}`)).body;
    expect(before).toMatchObject({ status: 'stopped', reason: expect.stringContaining('Stopped by') });
    expect(before.progress).toMatchObject({ rowsRead: 750, created: 750 });
    expect(await counts(agency)).toEqual({ permits: 750, numbers: 750, places: 750, entries: 750 });
    expect((await agency.admin.post(`/imports/${id}/stop`)).status).toBe(409);
    const done = await run(agency.admin, id, 'resume');
    expect(done).toMatchObject({ status: 'done', reason: null, progress: { rowsRead: many, created: many } });
    expect(await counts(agency)).toEqual(all);
    expect((await agency.admin.post(`/imports/${id}/resume`)).status).toBe(409);
  });
});

describe('rights are asked for at every batch', () => {
  test('a permission that is withdrawn meanwhile stops it and is named; given back, it goes on', async () => {
    const agency = await world.agency('Withdrawn FD');
    const clerk = await world.user(agency, rights);
    const { id, midway } = await stopped(agency, clerk);
    const set = (permissions: readonly string[]) =>
      world.sql.query(
        'update role set permissions = $2 where id = (select role_id from membership_role where membership_id = $1)',
        [clerk.membershipId, permissions],
      );
    await set(rights.filter((each) => each !== 'Addresses - Create'));
    await midway.letGo();
    const body = await ended(agency.admin, id);
    expect(body).toMatchObject({ status: 'stopped', progress: { created: 750 } });
    expect(body.reason).toBe('User of Withdrawn FD no longer holds Addresses - Create.');
    const refused = await clerk.post(`/imports/${id}/resume`);
    expect([refused.status, refused.body.missing]).toEqual([403, ['Addresses - Create']]);
    await set(rights);
    expect(await run(clerk, id, 'resume')).toMatchObject({ status: 'done', progress: { created: many } });
    expect(await counts(agency)).toEqual(all);
  });

  test('a user who is deactivated and a key that is revoked stop it too', async () => {
    for (const [statement, words] of [
      ['update membership set active = false where id = $1', 'no longer an active user'],
      ['update api_key set revoked_at = now() where membership_id = $1', 'no longer valid'],
    ] as const) {
      const agency = await world.agency('Gone FD');
      const clerk = await world.user(agency, rights);
      const { id, midway } = await stopped(agency, clerk);
      await world.sql.query(statement, [clerk.membershipId]);
      await midway.letGo();
      const body = await ended(agency.admin, id);
      expect(body).toMatchObject({ status: 'stopped', progress: { created: 750 } });
      expect(body.reason).toContain(words);
    }
  });

  test("a partner's place that is closed meanwhile stops it; one that never was open rejects the rows", async () => {
    const [agency, owner] = [await world.agency('Guest FD'), await world.agency('Host FD')];
    const place = await world.place(owner);
    const clerk = await world.user(agency, ['FD Permits - Read', 'FD Permits - Create', 'FD Permits - Edit']);
    const { body } = await upload(clerk, 'permit', manyPermits(many));
    const fields = permitMapping.fields.filter(({ field }) => ['number', 'type', 'class'].includes(field));
    await mapped(clerk, body.id, {
      ...permitMapping,
      fields: [...fields, { field: 'placeId', constant: place.id }],
    });
    const hidden = await run(clerk, body.id, 'dry-run');
    expect(hidden).toMatchObject({ progress: { rejected: many }, rejections: [{ rows: many }] });
    expect(hidden.rejections[0].reason).toContain('there is no place with this id');
    await world.grant(owner, agency, { addressShareModule: 'permit' });
    const start = () => clerk.post(`/imports/${body.id}/run`);
    const midway = await holdMidway(app, world, agency, 'M-600', start);
    await world.grant(owner, agency, { addressShareModule: 'none' });
    await midway.letGo();
    const after = await ended(clerk, body.id);
    expect(after).toMatchObject({ status: 'stopped', progress: { created: 750, rejected: 0 } });
    expect(after.reason).toBe('Host FD no longer opens its places for permits of this agency.');
    await world.grant(owner, agency, { addressShareModule: 'permit' });
    expect(await run(clerk, body.id, 'resume')).toMatchObject({
      status: 'done',
      progress: { created: many },
    });
    const made = await world.sql.query('select owner_id from permit where author_id = $1', [agency.id]);
    expect(new Set(made.rows.map((row) => row.owner_id))).toEqual(new Set([owner.id]));
  });
});

describe('servers', () => {
  test('one that takes over while another still works leaves it nothing to write', async () => {
    const agency = await world.agency('Two nodes FD');
    const { id, midway } = await stopped(agency, agency.admin);
    const other = await openServer(app.house.config, app.appUrl);
    const lease = async () =>
      (await world.sql.query('select lease from import_job where id = $1', [id])).rows[0].lease;
    const first = await lease();
    while ((await lease()) === first) {
      await world.sql.query(
        `update import_job set leased_until = now() - interval '1 second' where id = $1 and lease = $2`,
        [id, first],
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await midway.letGo();
    expect(await ended(agency.admin, id)).toMatchObject({ status: 'done', progress: { created: many } });
    expect(await counts(agency)).toEqual(all);
    await other.close();
  });

  test('one that is killed in the middle of a batch loses that batch and nothing else: the next one goes on', async () => {
    const agency = await world.agency('Killed FD');
    const id = await uploaded(agency);
    await app.house.imports.close();
    const child = await startServer('unused', { DATABASE_URL: app.appUrl, DATABASE_OWNER_URL: app.ownerUrl });
    const key = { authorization: `Bearer ${agency.admin.key}` };
    const midway = await holdMidway(app, world, agency, 'M-600', () =>
      fetch(`${child.base}/api/v1/imports/${id}/run`, { method: 'POST', headers: key }),
    );
    child.process.kill('SIGKILL');
    await child.ended;
    await midway.letGo();
    expect((await agency.admin.get(`/imports/${id}`)).body).toMatchObject({
      status: 'running',
      progress: { created: 750 },
    });
    const next = await openServer(app.house.config, app.appUrl);
    expect(await ended(agency.admin, id)).toMatchObject({
      status: 'done',
      progress: { rowsRead: many, created: many },
    });
    expect(await counts(agency)).toEqual(all);
    await next.close();
  });
});
