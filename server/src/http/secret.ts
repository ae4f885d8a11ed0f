import { randomBytes } from 'node:crypto';
import type { Database } from '../db/open.ts';
import { asSystem } from '../db/system.ts';

/** The server's secret: made once for a database, the same on every node. */
export const loadSecret = (database: Database): Promise<string> =>
  asSystem(database, async (db) => {
    await db
      .insertInto('setting')
      .values({ name: 'secret', value: randomBytes(32).toString('base64url') })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { value } = await db
      .selectFrom('setting')
      .select('value')
      .where('name', '=', 'secret')
      .executeTakeFirstOrThrow();
    return value;
  });
