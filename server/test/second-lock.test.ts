import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../src/db/open.ts';
import { openFor } from '../src/db/scopes.ts';
import { startApp } from './app.ts';
import { asAgency, connectAs, fill, rowsOf, unguarded } from './second-lock.fixture.ts';
import { openWorld } from './world.ts';

const app = await startApp();
const world = await openWorld(app);
const [ours, theirs, third] = [
  await world.agency('Ours FD', { county: '17031' }),
  await world.agency('Theirs FD'),
  await world.agency('Third FD'),
];
await fill(world, theirs, third);
const own = await world.place(ours);
await ours.admin.post('/permits', { placeId: own.id, type: 'Tent', class: 'operational' });
const viewer = await connectAs(app, '-c role=standpipe_viewer');
const query = async (text: string, values: unknown[] = []) => (await world.sql.query(text, values)).rows;

const guarded = Object.keys(rowsOf).sort();

describe('the catalogue', () => {
  test('every table is under forced row-level security, or on the list of those that need none', async () => {
    const rows = await query(`select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
        exists (select from pg_policy p where p.polrelid = c.oid
          and 'standpipe_viewer'::regrole = any (p.polroles)) as has_policy
      from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`);
    const lacking = rows.filter((row) => !row.forced || !row.has_policy).map((row) => row.name);
    expect(lacking).toEqual(Object.keys(unguarded).sort());
    expect(rows.map((row) => row.name)).toEqual([...guarded, ...Object.keys(unguarded)].sort());
  });

  test.each(Object.entries(unguarded).filter(([, each]) => each.is !== 'open'))(
    'the viewer’s role reads nothing of %s',
    async (table, { is }) => {
      const [row] = await query(
        `select has_any_column_privilege('standpipe_viewer', $1, 'select') as reads,
          has_any_column_privilege('standpipe_viewer', $1, 'update')
            or has_table_privilege('standpipe_viewer', $1, 'delete, truncate') as changes,
          has_any_column_privilege('standpipe_viewer', $1, 'insert') as adds`,
        [table],
      );
      expect(row).toEqual({ reads: false, changes: false, adds: is === 'adds' });
    },
  );

  test('a policy open to everything is for the owner of the tables and the system’s role alone', async () => {
    const rows = await query(`select polrelid::regclass::text as name, polroles::regrole[]::text[] as roles
      from pg_policy where pg_get_expr(polqual, polrelid) = 'true'`);
    for (const { name, roles } of rows) {
      expect(roles, name).not.toContain('standpipe_viewer');
      expect(roles, name).not.toContain('-');
    }
  });

  test('views look with the eyes of whoever asks', async () => {
    const rows = await query(`select relname as name, reloptions from pg_class
      where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace`);
    expect(rows.length).toBeGreaterThan(0);
    for (const { name, reloptions } of rows) expect(reloptions, name).toContain('security_invoker=true');
  });

  test('nobody but the owner makes tables or functions here', async () => {
    for (const role of ['standpipe_viewer', 'standpipe_system', 'public'])
      expect(await query(`select has_schema_privilege($1, 'public', 'create') as may`, [role])).toEqual([
        { may: false },
      ]);
  });
});

describe('a viewer’s transaction', () => {
  test.each(guarded)('that says nothing of who asks sees no row of %s', async (table) => {
    const [there] = await query(`select count(*)::integer as n from ${table}`);
    expect(there.n, 'the test has rows to hide').toBeGreaterThan(0);
    const seen = await viewer.query(`select count(*)::integer as n from ${table}`);
    expect(seen.rows).toEqual([{ n: 0 }]);
  });

  test.each(guarded)('of one agency neither reads nor changes another’s rows of %s', async (table) => {
    const where = rowsOf[table]!.replaceAll('$1', `'${theirs.id}'::uuid`).replaceAll(
      '$2',
      `'${third.id}'::uuid`,
    );
    const [there] = await query(`select to_jsonb(t) as row from ${table} t where ${where} limit 1`);
    expect(there?.row, 'the test has a row to hide').toBeDefined();
    const columns = await query(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
         and attgenerated = '' and attidentity = ''`,
      [table],
    );
    const names = columns.map((each) => `"${each.name}"`).join(', ');
    await asAgency(viewer, world.sql, ours, async (attempt) => {
      expect((await attempt(`select from ${table} where ${where}`)).count).toBe(0);
      for (const column of columns) {
        const set = `update ${table} set "${column.name}" = "${column.name}" where ${where}`;
        expect((await attempt(set)).count, set).toBe(0);
      }
      expect((await attempt(`delete from ${table} where ${where}`)).count).toBe(0);
      const added = await attempt(
        `insert into ${table} (${names}) select ${names} from jsonb_populate_record(null::${table}, $1)`,
        [
          {
            ...there.row,
            ...(typeof there.row.id === 'string' && { id: '01890000-0000-7000-8000-00000000abcd' }),
          },
        ],
      );
      // Anybody may leave a notice with anybody: a saved sheet tells its partners. They cannot read it back.
      if (table === 'notice') expect(added.refused).toBeNull();
      else expect(added, `insert into ${table}`).toMatchObject({ refused: '42501' });
    });
    const after = await query(`select count(*)::integer as n from ${table} where to_jsonb(${table}) = $1`, [
      there.row,
    ]);
    expect(after[0].n).toBeGreaterThan(0);
  });

  test('of one agency cannot give a row of its own to another', async () => {
    await asAgency(viewer, world.sql, ours, async (attempt) => {
      for (const set of [
        'place set owner_id',
        'permit set author_id',
        'share_row set grantor_id',
        'share_row set partner_id',
        'role set agency_id',
        'membership set agency_id',
        'notice set agency_id',
      ])
        expect(await attempt(`update ${set} = '${theirs.id}'`), set).toMatchObject({ count: 0 });
    });
  });

  test('of a partner cannot take over the row that gives it something', async () => {
    await asAgency(viewer, world.sql, third, async (attempt) => {
      const mine = `select from share_row where grantor_id = '${theirs.id}'`;
      expect((await attempt(mine)).count).toBeGreaterThan(0);
      const steal = `update share_row set grantor_id = '${third.id}', partner_id = '${ours.id}'
        where grantor_id = '${theirs.id}'`;
      expect((await attempt(steal)).count).toBe(0);
    });
  });
});

describe('what a transaction says of itself', () => {
  const settings = sql<{ agency: string | null; scopes: string | null; pid: number }>`
    select nullif(current_setting('standpipe.agency', true), '') as agency, pg_backend_pid() as pid,
      nullif(current_setting('standpipe.permit_scopes', true), '') as scopes`;

  test('is gone with it, committed or rolled back, for whoever gets the connection next', async () => {
    const database = openDatabase(app.appUrl, 1);
    const look = async () => (await settings.execute(database.viewer)).rows[0]!;
    const before = await look();
    const person = {
      agency: ours.id,
      permissions: new Set(['FD Permits - Read' as const]),
      received: new Map(),
    };
    const sit = (fails: boolean) =>
      database.viewer.transaction().execute(async (db) => {
        await openFor(db, person, ['permit'], ours.id);
        expect((await settings.execute(db)).rows[0]).toMatchObject({ agency: ours.id, pid: before.pid });
        const { rows } = await sql`select from permit`.execute(db);
        expect(rows.length).toBe(1);
        if (fails) throw new Error('undone');
      });
    for (const fails of [false, true]) {
      await sit(fails).catch((error: Error) => expect(error.message).toBe('undone'));
      expect(await look()).toEqual({ agency: null, scopes: null, pid: before.pid });
      expect((await sql`select from permit`.execute(database.viewer)).rows).toEqual([]);
    }
    await database.close();
  });

  test('never stays on a connection of the server’s own pool, whatever was asked', async () => {
    const asks = [ours, theirs, third].flatMap(({ admin }) => [
      admin.get('/permits?count=exact'),
      admin.get('/search?q=main'),
      admin.get('/audit'),
      admin.get('/admin/dark-records'),
      admin.post('/permits', {}),
      admin.post('/admin/dark-records/export', {}),
      admin.get('/permits', { headers: { 'x-view-as': third.id } }),
    ]);
    await Promise.all(asks);
    const held = Array.from({ length: 20 }, () =>
      app.house.database.viewer.connection().execute(async (db) => {
        const { rows } = await settings.execute(db);
        await new Promise((resolve) => setTimeout(resolve, 100));
        return rows[0]!;
      }),
    );
    const seen = await Promise.all(held);
    expect(new Set(seen.map(({ pid }) => pid)).size).toBeGreaterThan(1);
    for (const each of seen) expect(each).toMatchObject({ agency: null, scopes: null });
  });
});
