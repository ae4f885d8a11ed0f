import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../src/db/embedded/embedded.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    ownerUrl: string;
    appUrl: string;
  }
}

/**
 * One PostgreSQL for the whole test run, empty at its start: a server of one's own when TEST_DATABASE_OWNER_URL
 * and TEST_DATABASE_URL name it, else an embedded one that forgets everything afterwards. Tests find it by
 * `inject('ownerUrl')` and `inject('appUrl')`.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const { TEST_DATABASE_OWNER_URL: ownerUrl, TEST_DATABASE_URL: appUrl } = process.env;
  if (ownerUrl && appUrl) {
    project.provide('ownerUrl', ownerUrl);
    project.provide('appUrl', appUrl);
    return undefined;
  }
  if (ownerUrl || appUrl) {
    throw new Error('Set both TEST_DATABASE_OWNER_URL and TEST_DATABASE_URL, or neither.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'standpipe-test-'));
  await chmod(folder, 0o755); // PostgreSQL's user has to walk through when root runs the tests
  const speed = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const settings = { ...speed, shared_buffers: '256MB', max_connections: '200' };
  const systemDirectory = join(folder, 'system');
  const database = await startEmbedded(join(folder, 'data'), { settings, systemDirectory, log: () => {} });
  project.provide('ownerUrl', database.ownerUrl);
  project.provide('appUrl', database.appUrl);
  return async () => {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
