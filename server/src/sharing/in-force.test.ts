import { describe, expect, test } from 'vitest';
import { noUserLevels, openSheets, userSheet } from '../../test/sheets.ts';
import type { Answer, TestAgency } from '../../test/world.ts';

const { world, saveUser, saveClient, userRow, clientRow, account, instant } = await openSheets();

/** An agency with a permit in its own place, and a partner that may be given it. */
async function permitOf(name: string) {
  const [own, partner] = [await world.agency(`${name} Own`), await world.agency(`${name} Partner`)];
  const place = await world.place(own);
  const made = await own.admin.post('/permits', {
    placeId: place.id,
    type: 'Hot work',
    class: 'operational',
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const share = (item: object) =>
    saveUser(own, [{ partnerId: partner.id, levels: { permits: 'view' }, ...item }]);
  /** The single read and the list must say the same. */
  const reads = async () => {
    const single = await partner.admin.get(`/permits/${made.body.id}`);
    const list = (await partner.admin.get(`/permits?agency=${own.id}`)).body.items;
    expect(list.map((each: Answer['body']) => each.id)).toEqual(single.status === 200 ? [made.body.id] : []);
    expect([200, 404]).toContain(single.status);
    return single.status === 200;
  };
  const readsIt = async () => (await partner.admin.get(`/permits/${made.body.id}`)).status === 200;
  return { own, partner, share, reads, readsIt };
}

const until = async (holds: () => Promise<boolean>) => {
  for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((wake) => setTimeout(wake, 50)))
    if (await holds()) return;
  throw new Error('it did not come about within ten seconds');
};

describe('Permit = View Only on the User sheet', () => {
  test('opens the permit with the save, and shuts it with the lowering', async () => {
    const { share, reads } = await permitOf('Level');
    expect(await reads()).toBe(false);
    await share({});
    expect(await reads()).toBe(true);
    await share({ levels: { permits: 'none' } });
    expect(await reads()).toBe(false);
  });

  test('ends when the partner is removed, and starts at None when it is added again', async () => {
    const { own, partner, share, reads } = await permitOf('Removed');
    await share({});
    await saveUser(own, []);
    expect(await reads()).toBe(false);
    await share({ levels: {} });
    expect(await reads()).toBe(false);
    expect((await userRow(own, partner)).levels).toEqual(noUserLevels);
  });

  test('is one way: the grantor sees none of the partner’s permits for it', async () => {
    const { own, partner, share } = await permitOf('Oneway');
    const place = await world.place(partner);
    const theirs = await partner.admin.post('/permits', {
      placeId: place.id,
      type: 'Tents',
      class: 'operational',
    });
    await share({});
    expect((await own.admin.get(`/permits/${theirs.body.id}`)).status).toBe(404);
  });

  test('starts and ends by its dates, to the second, with nobody saving anything', async () => {
    const { share, readsIt } = await permitOf('Dates');
    const now = Date.now();
    const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
    await share({ startsAt: at(2), endsAt: at(4) });
    expect(await readsIt()).toBe(false);
    await until(readsIt);
    expect(Date.now()).toBeGreaterThanOrEqual(now + 2000);
    await until(async () => !(await readsIt()));
    expect(Date.now()).toBeGreaterThanOrEqual(now + 4000);
  });

  test('pauses while either side’s feature is off, and resumes as it was', async () => {
    const { own, partner, share, reads } = await permitOf('Feature');
    await share({});
    for (const side of [own, partner]) {
      await account(side, { features: { userDataSharing: false } });
      expect(await reads()).toBe(false);
      await account(side, { features: { userDataSharing: true } });
      expect(await reads()).toBe(true);
    }
    expect(await userRow(own, partner)).toMatchObject({ inForce: true, levels: { permits: 'view' } });
  });

  test('does not hang on the other sheet’s feature', async () => {
    const { own, share, reads } = await permitOf('Sheets');
    await share({});
    await account(own, { features: { clientDataSharing: false } });
    expect(await reads()).toBe(true);
  });

  test('pauses while the grantor is deactivated', async () => {
    const { own, share, reads } = await permitOf('Grantor');
    await share({});
    await account(own, { active: false });
    expect(await reads()).toBe(false);
    await account(own, { active: true });
    expect(await reads()).toBe(true);
  });

  test('pauses while the partner is deactivated: its users are nobody, and its row says so', async () => {
    const { own, partner, share, reads } = await permitOf('Partner');
    await share({});
    await account(partner, { active: false });
    expect((await partner.admin.get('/permits')).status).toBe(401);
    expect(await userRow(own, partner)).toMatchObject({
      inForce: false,
      why: 'Partner Partner is deactivated. Contact the platform operator.',
      levels: { permits: 'view' },
    });
    await account(partner, { active: true });
    expect(await reads()).toBe(true);
  });

  test('may be given to an agency that is deactivated now, and counts once it is active', async () => {
    const { partner, share, reads } = await permitOf('Later');
    await account(partner, { active: false });
    expect((await share({})).body.items).toMatchObject([{ inForce: false }]);
    await account(partner, { active: true });
    expect(await reads()).toBe(true);
  });
});

test('Address = View Only on the Client sheet opens the place to a partner of the same county', async () => {
  const [own, partner] = [await world.agency('Door Own'), await world.agency('Door Partner')];
  const place = await world.place(own);
  const status = async () => (await partner.admin.get(`/places/${place.id}`)).status;
  expect(await status()).toBe(404);
  await saveClient(own, partner, { levels: { address: 'view' } });
  expect(await status()).toBe(200);
  expect((await clientRow(partner, own)).theirLevels.address).toBe('view');
  await saveClient(own, partner, { levels: { address: 'none' } });
  expect(await status()).toBe(404);
});

describe('closed grants answer who could see what, then', () => {
  const levelAt = async (own: TestAgency, partner: TestAgency, module: string, at: string) => {
    const { rows } = await world.sql.query(
      `select level from share_grant where grantor_id = $1 and partner_id = $2 and module = $3 and valid @> $4::timestamptz`,
      [own.id, partner.id, module, at],
    );
    expect(rows.length).toBeLessThanOrEqual(1);
    return rows[0]?.level ?? 'none';
  };

  test('through raising, lowering, removal and return', async () => {
    const { own, partner, share } = await permitOf('History');
    const asm = (addressShareModule: string) => share({ levels: { addressShareModule } });
    const steps = [
      async () => {},
      () => asm('permit'),
      () => asm('fireInspectionAndPermit'),
      () => asm('none'),
      () => asm('fireInspection'),
      () => saveUser(own, []),
      () => asm('permit'),
    ];
    const instants: string[] = [];
    for (const step of steps) {
      await step();
      instants.push(await instant());
    }
    const levels = [];
    for (const at of instants) levels.push(await levelAt(own, partner, 'addressShareModule', at));
    expect(levels).toEqual([
      'none',
      'permit',
      'fireInspectionAndPermit',
      'none',
      'fireInspection',
      'none',
      'permit',
    ]);
  });

  test('without a gap where one level follows another, and without touching modules that stay', async () => {
    const [own, partner] = [await world.agency('Gap Own'), await world.agency('Gap Partner')];
    await saveClient(own, partner, { levels: { hydrants: 'view', address: 'view' } });
    await saveClient(own, partner, { levels: { hydrants: 'edit' } });
    const { rows } = await world.sql.query(
      `select module, level, lower(valid) = lag(upper(valid)) over (partition by module order by valid) as follows,
         set_by = $2 as ours from share_grant where grantor_id = $1 order by module, valid`,
      [own.id, own.admin.personId],
    );
    expect(rows).toEqual([
      { module: 'address', level: 'view', follows: null, ours: true },
      { module: 'hydrants', level: 'view', follows: null, ours: true },
      { module: 'hydrants', level: 'edit', follows: true, ours: true },
    ]);
  });

  test('and rows keep their dates and their end', async () => {
    const { own, partner, share } = await permitOf('Rows');
    await share({ endsAt: '2998-01-01T00:00:00Z' });
    await share({ endsAt: '2999-01-01T00:00:00Z' });
    await saveUser(own, []);
    const { rows } = await world.sql.query(
      `select p.fact, p.value from fact_period p join share_row r on r.id = p.subject_id
       where p.kind = 'share_row' and r.grantor_id = $1 and r.partner_id = $2 order by p.fact`,
      [own.id, partner.id],
    );
    expect(rows).toMatchObject([
      { fact: 'ended_at', value: null },
      { fact: 'ends_at', value: expect.stringMatching(/^2998/) },
    ]);
    expect((await own.admin.get(userSheet)).body.items).toEqual([]);
  });
});
