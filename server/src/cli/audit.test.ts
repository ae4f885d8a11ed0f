import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { makeFolder } from '../../test/embedded.ts';
import { signCheckpoint } from '../audit/chain/checkpoint.ts';
import { emptyDatabase } from './fixture.database.ts';
import { writeRegistry } from './fixture.files.ts';
import { startCommand } from './fixture.process.ts';

/** A database that `standpipe db init` made, its owner, and commands that run on it. */
async function ready() {
  const { ownerUrl, appUrl } = await emptyDatabase();
  const env = { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl };
  const run = (...args: string[]) => startCommand(args, { env }).ended;
  expect((await run('db', 'init')).code).toBe(0);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  onTestFinished(() => owner.end());
  return { run, owner, folder: makeFolder() };
}

/** Each command is a process of its own, which takes its time on a busy machine. */
const patience = 240_000;

test(
  'an empty log is sound, and so is one that a command has written without a server',
  async () => {
    const { run, folder } = await ready();
    expect(await run('audit', 'verify')).toMatchObject({ code: 0, out: '0 chains, all sound.\n' });
    expect((await run('import', 'registry', writeRegistry(folder))).code).toBe(0);
    const sound = await run('audit', 'verify');
    expect(sound.out).toMatch(/^Zion Fire Rescue Department: 1 entries, head [0-9a-f]{64}: ok$/m);
    expect([sound.code, sound.out]).toEqual([0, expect.stringContaining('2 chains, all sound.')]);
  },
  patience,
);

test(
  'a chain whose end was cut off so that nothing in the database tells is found by a checkpoint',
  async () => {
    const { run, owner, folder } = await ready();
    await run('import', 'registry', writeRegistry(folder));
    const file = join(folder, 'checkpoint.json');
    const made = await run('audit', 'checkpoint', '--out', file);
    expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^2 chains, signed with SHA256:/)]);
    expect(await run('audit', 'verify', '--checkpoint', file)).toMatchObject({ code: 0 });
    await owner.query(`with gone as (delete from audit_entry returning id)
    delete from audit_seal where (entry_id, log) in (select id, 'change' from gone)`);
    await owner.query('delete from audit_chain');
    const cut = await run('audit', 'verify', '--checkpoint', file, '--agency', 'zion fire rescue department');
    expect(cut.code).toBe(1);
    expect(cut.out).toContain(
      'BROKEN after that (cut): The chain ends at number 0; the checkpoint knows it up to 1.',
    );
    expect(cut.out).toContain('1 chains, 1 of them broken.');
    expect(cut.out).not.toContain('Gurnee');
  },
  patience,
);

test(
  'a checkpoint that was changed, and a file that is not there, are refused',
  async () => {
    const key = generateKeyPairSync('ed25519').privateKey;
    const file = join(makeFolder(), 'checkpoint.json');
    const verify = (path: string) => startCommand(['audit', 'verify', '--checkpoint', path]).ended;
    writeFileSync(file, JSON.stringify({ ...signCheckpoint(key, 'now', []), at: 'later' }));
    const forged = await verify(file);
    expect([forged.code, forged.errors]).toEqual([1, expect.stringContaining('its signature does not hold')]);
    const none = await verify(`${file}.none`);
    expect([none.code, none.errors]).toEqual([1, expect.stringContaining('There is no file')]);
  },
  patience,
);

test(
  'verify names the first fault of a chain and where it is',
  async () => {
    const { run, owner, folder } = await ready();
    await run('import', 'registry', writeRegistry(folder));
    await owner.query(`update audit_entry set kind = 'forged'
    where agency_id = (select id from agency where name like 'Zion%')`);
    const { code, out } = await run('audit', 'verify');
    expect(code).toBe(1);
    expect(out).toMatch(/^Zion .*: 0 entries, .*BROKEN after that \(altered\): At number 1 \(change \d+\)/m);
    expect(out).toMatch(/^Gurnee .*: ok$/m);
    expect(out).toContain('2 chains, 1 of them broken.');
  },
  patience,
);
