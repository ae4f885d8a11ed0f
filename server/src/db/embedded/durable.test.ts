import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { startApp } from '../../../test/app.ts';
import { makeFolder, query, start } from '../../../test/embedded.ts';

test('a commit is on the disk before it is answered', async () => {
  const { appUrl } = await start(makeFolder());
  const settings = await query(
    appUrl,
    `select name, setting from pg_settings
     where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by 1`,
  );
  expect(settings).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'full_page_writes', setting: 'on' },
    { name: 'synchronous_commit', setting: 'on' },
  ]);
});

test('no connection of the server asks for less than the database gives', async () => {
  const { house } = await startApp();
  for (const pool of ['viewer', 'system'] as const) {
    const { rows } = await sql<{ source: string }>`
      select source from pg_settings where name = 'synchronous_commit'`.execute(house.database[pool]);
    expect(rows).toHaveLength(1);
    expect(rows[0]!.source, pool).not.toBe('client');
  }
});
