import { type RawBuilder, sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';
import { openDatabase } from './open.ts';

const app = await startApp();
const world = await openWorld(app);
const read = async <T>(query: RawBuilder<T>) => (await query.execute(app.house.database.viewer)).rows;

describe('a time from the database', () => {
  const times = [
    '2026-11-22T10:00:00.000Z',
    '2026-11-22T10:00:00.500Z',
    '2026-11-22T10:00:00.050Z',
    '2026-02-28T23:59:59.999Z',
    '2024-02-29T00:00:00.001Z',
    '1969-12-31T23:59:59.120Z',
    '0001-01-01T00:00:00.000Z',
  ];

  test('is spelled as it was written, with milliseconds, in UTC', async () => {
    const rows = await read(
      sql<{
        at: string;
      }>`select at from unnest(${times}::timestamptz[]) with ordinality as x (at, n) order by n`,
    );
    expect(rows.map(({ at }) => at)).toEqual(times);
  });

  test('loses what is finer than a millisecond, and no more', async () => {
    const rows = await read(sql<{ at: string }>`select timestamptz '2026-11-22 10:00:00.123999+00' as at`);
    expect(rows).toEqual([{ at: '2026-11-22T10:00:00.123Z' }]);
  });

  test('does not depend on where the database says it is', async () => {
    await world.sql.query(`do $$ begin
      execute format('alter database %I set timezone = %L', current_database(), 'America/Chicago'); end $$`);
    const later = openDatabase(app.appUrl);
    try {
      const { rows } = await sql<{ at: string }>`select timestamptz '2026-11-22 10:00:00Z' as at`.execute(
        later.viewer,
      );
      expect(rows).toEqual([{ at: '2026-11-22T10:00:00.000Z' }]);
    } finally {
      await later.close();
    }
  });
});
