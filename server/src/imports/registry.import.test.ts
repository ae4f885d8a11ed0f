import { builtInRoles } from '@standpipe/policy';
import { beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../test/app.ts';
import { openWorld, type World } from '../../test/world.ts';
import type { ImportRun } from './batches.ts';
import { none } from './fixture.permits.ts';
import { department, from } from './fixture.registry.ts';
import type { RegistryItem } from './readers/registry.ts';
import { importRegistry, type RegistryPart } from './registry.import.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp();
  world = await openWorld(app);
});

const bring = (source: AsyncIterable<RegistryItem>, part?: RegistryPart, run?: ImportRun) =>
  importRegistry(app.house.database, source, part, run);

const agencies = async (name: string) =>
  (await world.sql.query('select * from agency where name = $1 order by county_fips', [name])).rows;

describe('a department becomes an agency', () => {
  test('in its county, with the roles every agency starts with and both features off', async () => {
    expect(await bring(from(department('Zion Fire', { fdid: 'LA382' })))).toEqual({ ...none, created: 1 });
    const [agency] = await agencies('Zion Fire');
    expect(agency).toMatchObject({
      kind: 'fireDepartment',
      state: 'IL',
      fdid: 'LA382',
      county_fips: '17097',
      time_zone: 'America/Chicago',
      active: true,
      client_data_sharing: false,
      user_data_sharing: false,
      version: 1,
    });
    expect(agency.color).toMatch(/^#[0-9a-f]{6}$/);
    const counties = await world.sql.query(
      'select fips, home from agency_county where agency_id = $1 and upper_inf(valid)',
      [agency.id],
    );
    expect(counties.rows).toEqual([{ fips: '17097', home: true }]);
    const roles = await world.sql.query(
      'select name, permissions from role where agency_id = $1 and built_in',
      [agency.id],
    );
    expect(Object.fromEntries(roles.rows.map((row) => [row.name, row.permissions]))).toEqual(builtInRoles);
    const entries = await world.sql.query(
      'select agency_id, action, kind, before, after from audit_entry where record_id = $1',
      [agency.id],
    );
    expect(entries.rows).toEqual([
      {
        agency_id: agency.id,
        action: 'import',
        kind: 'agency',
        before: null,
        after: expect.objectContaining({ name: 'Zion Fire', countyFips: '17097' }),
      },
    ]);
  });

  test('and neighbours of one county stand on each other’s sheet at once', async () => {
    await bring(from(department('Antioch Fire'), department('Gurnee Fire')));
    const [[one], [other]] = [await agencies('Antioch Fire'), await agencies('Gurnee Fire')];
    const { rows } = await world.sql.query('select listed_because($1, $2) as why', [one.id, other.id]);
    expect(rows).toEqual([{ why: 'same_county' }]);
  });

  test('each its own, where two of one name have different FDIDs or lie in different counties', async () => {
    const twins = [
      department('Liberty Fire', { fdid: 'A1', countyFips: '17031' }),
      department('Liberty Fire', { fdid: 'A2', countyFips: '17031' }),
      department('Liberty Fire', { countyFips: '17043' }),
      department('Liberty Fire', { countyFips: '17089' }),
    ];
    expect(await bring(from(...twins))).toEqual({ ...none, created: 4 });
    expect(await bring(from(...twins.reverse()))).toEqual({ ...none, unchanged: 4 });
    expect(await agencies('Liberty Fire')).toHaveLength(4);
  });

  test('each its own, though only the town tells two of one county apart, or they come in two files', async () => {
    const twins = [department('Union Fire', { city: 'Zion' }), department('Union Fire', { city: 'Gurnee' })];
    expect(await bring(from(...twins), {}, { batchSize: 1 })).toEqual({ ...none, created: 2 });
    expect(await bring(from(...twins), {}, { batchSize: 1 })).toEqual({ ...none, unchanged: 2 });
    await bring(from(department('Fox Lake Fire', { fdid: 'F1' })));
    const other = department('Fox Lake Fire', { fdid: 'F2' });
    expect(await bring(from(other))).toEqual({ ...none, created: 1 });
  });
});

describe('a second run', () => {
  test('of the same file changes nothing', async () => {
    const rows = [department('Wauconda Fire', { fdid: 'LA372' }), department('Nowhere Fire')];
    await bring(from(...rows), {}, { batchSize: 1 });
    const state = async () =>
      (
        await world.sql.query(
          `select (select jsonb_agg(a order by id) from agency a) as agencies, (select count(*) from role) as roles,
            (select count(*) from audit_entry) as entries, (select count(*) from change_event) as events`,
        )
      ).rows;
    const before = await state();
    expect(await bring(from(...rows))).toEqual({ ...none, unchanged: 2 });
    expect(await state()).toEqual(before);
  });

  test('brings the name up to date and leaves what the operator decides', async () => {
    await bring(from(department('Lake Villa Fire', { fdid: 'LA253' })));
    const [standing] = await agencies('Lake Villa Fire');
    await world.sql.query(
      `update agency set color = '#123456', time_zone = 'America/Denver', user_data_sharing = true,
        county_fips = '17111' where id = $1`,
      [standing.id],
    );
    const notes: string[] = [];
    const renamed = from(department('Lake Villa Fire Protection District', { fdid: 'LA253' }));
    const onNote = (_line: number, note: string) => void notes.push(note);
    expect(await bring(renamed, {}, { onNote })).toEqual({ ...none, changed: 1 });
    const [after] = await agencies('Lake Villa Fire Protection District');
    expect(after).toMatchObject({
      id: standing.id,
      version: 2,
      color: '#123456',
      time_zone: 'America/Denver',
      county_fips: '17111',
      user_data_sharing: true,
    });
    expect(notes).toEqual([
      'Lake Villa Fire Protection District: its county is 17097 in the file and 17111 here, which stays',
    ]);
    const entry = await world.sql.query(
      'select before, after from audit_entry where record_id = $1 order by id desc limit 1',
      [standing.id],
    );
    expect(entry.rows).toEqual([
      {
        before: { name: 'Lake Villa Fire', fdid: 'LA253' },
        after: { name: 'Lake Villa Fire Protection District', fdid: 'LA253' },
      },
    ]);
  });

  test('knows an account that was made by hand without an FDID, in the same county only', async () => {
    const { id } = await world.agency('Beach Park Fire', { county: '17097' });
    await world.agency('Grayslake Fire', { county: '17031' });
    const rows = [
      department('BEACH PARK FIRE', { fdid: 'LA138' }),
      department('Grayslake Fire', { fdid: 'LA193' }),
    ];
    expect(await bring(from(...rows))).toEqual({ ...none, created: 1, changed: 1 });
    expect(await agencies('BEACH PARK FIRE')).toMatchObject([{ id, fdid: 'LA138' }]);
    expect(await agencies('Grayslake Fire')).toMatchObject([{ fdid: null }, { fdid: 'LA193' }]);
  });
});

test('the FDID goes before the name, and a file without one takes none away', async () => {
  const byHand = await world.agency('Round Lake Fire');
  await bring(from(department('Old Round Lake Fire', { fdid: 'LA342' })));
  const renamed = department('Round Lake Fire', { fdid: 'LA342' });
  expect(await bring(from(renamed))).toEqual({ ...none, changed: 1 });
  const [one, other] = await agencies('Round Lake Fire');
  expect([one, other].map((each) => [each.id === byHand.id, each.fdid]).sort()).toEqual([
    [false, 'LA342'],
    [true, null],
  ]);
  await bring(from(department('Wadsworth Fire', { fdid: 'LA400' })));
  expect(await bring(from(department('Wadsworth Fire')))).toEqual({ ...none, unchanged: 1 });
  expect(await agencies('Wadsworth Fire')).toMatchObject([{ fdid: 'LA400', version: 1 }]);
});

test('a dry run says what a run would do and writes nothing', async () => {
  const everything = async () =>
    (
      await world.sql.query(
        `select (select count(*) from agency) as agencies, (select count(*) from role) as roles,
          (select last_value from audit_entry_id_seq) as entries, (select count(*) from change_event) as events`,
      )
    ).rows;
  await bring(from(department('Highland Park Fire', { fdid: 'LA201' })));
  const before = await everything();
  const rows = [department('Highland Park Fire Department', { fdid: 'LA201' }), department('New Fire'), {}];
  const said = await bring(from(...rows), {}, { dryRun: true });
  expect(await everything()).toEqual(before);
  expect(await bring(from(...rows))).toEqual(said);
  expect(said).toEqual({ ...none, created: 1, changed: 1, rejected: 1 });
});
