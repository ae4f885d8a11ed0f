import pg from 'pg';
import { migrate } from './migrate.ts';
import { forgetOtherCluster } from './restored.ts';
import { ensureRoles } from './roles.ts';

/** Makes the roles that migrations and the application need, brings the schema up to date, and lets go of what a restored copy brings along. */
export async function prepareDatabase(ownerUrl: string, appUrl: string): Promise<string[]> {
  const login = new URL(appUrl);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await ensureRoles(owner, decodeURIComponent(login.username));
    const applied = await migrate(ownerUrl);
    await forgetOtherCluster(owner);
    return applied;
  } finally {
    await owner.end();
  }
}
