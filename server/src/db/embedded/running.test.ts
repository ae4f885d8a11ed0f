import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, query, start } from '../../../test/embedded.ts';
import { startEmbedded } from './embedded.ts';
import { findRunning } from './running.ts';

const find = (folder: string, patience = 0) =>
  findRunning(join(folder, 'data'), { systemDirectory: join(folder, 'system'), patience });

test('the way in to a database that runs is the way its own server has', async () => {
  const folder = makeFolder();
  const { ownerUrl, appUrl } = await start(folder);
  const found = await find(folder);
  expect(found).toEqual({ ownerUrl, appUrl });
  expect(await query(found!.appUrl, 'select current_user as name')).toEqual([{ name: 'standpipe_app' }]);
});

test('there is none to a database that was stopped, or was never made', async () => {
  const folder = makeFolder();
  expect(await find(folder)).toBeNull();
  const database = await start(folder);
  await database.stop();
  expect(await find(folder)).toBeNull();
});

test('a server that is only just starting is waited for', async () => {
  const folder = makeFolder();
  const finding = find(folder, 20_000);
  const { appUrl } = await start(folder);
  expect((await finding)?.appUrl).toBe(appUrl);
});

test('a pid file that leads to another database is not taken for the way in', async () => {
  const [folder, other] = [makeFolder(), makeFolder()];
  await (await start(folder)).stop();
  const { directory } = await start(other);
  const elsewhere = new URL((await find(other))!.appUrl).searchParams.get('host');
  const pidFile = join(folder, 'data/database/cluster/postmaster.pid');
  writeFileSync(pidFile, `1\n${directory}\n0\n5432\n${elsewhere}\n\n0 0\nready\n`);
  expect(await find(folder)).toBeNull();
  rmSync(pidFile);
});

test('a second start on the directory is refused, and the database found instead', async () => {
  const folder = makeFolder();
  const { appUrl } = await start(folder);
  const again = startEmbedded(join(folder, 'data'), {
    log: () => {},
    systemDirectory: join(folder, 'system'),
  });
  await expect(again).rejects.toThrow(/already in use by another Standpipe/);
  expect((await find(folder))?.appUrl).toBe(appUrl);
});
