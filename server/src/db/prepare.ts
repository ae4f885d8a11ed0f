import pg from 'pg';
import { migrate } from './migrate.ts';
import { ensureRoles } from './roles.ts';

/** Makes the roles that migrations and the application need, then brings the schema up to date. */
export async function prepareDatabase(ownerUrl: string, appUrl: string): Promise<string[]> {
  const login = new URL(appUrl);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await ensureRoles(owner, decodeURIComponent(login.username));
  } finally {
    await owner.end();
  }
  return migrate(ownerUrl);
}
