import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { checkout, makeFolder } from '../../test/embedded.ts';
import { openMailbox } from '../../test/mailbox.ts';
import { signIn } from '../../test/sign-in.ts';
import { emptyDatabase } from './fixture.database.ts';
import { writePermits, writeRegistry } from './fixture.files.ts';
import { bin, olderNode, startCommand, startServer } from './fixture.process.ts';

const run = (folder: string, args: string[], input?: string) =>
  startCommand(args, { env: { STANDPIPE_DATA: join(folder, 'data') }, ...(input !== undefined && { input }) })
    .ended;

const numbers = (out: string) =>
  Object.fromEntries(
    [...out.matchAll(/^ {2}(created|changed|unchanged|rejected|new places) +([\d,]+)/gm)].map((found) => [
      found[1],
      Number(found[2]?.replaceAll(',', '')),
    ]),
  );

const stopped = (folder: string) => !existsSync(join(folder, 'data/database/cluster/postmaster.pid'));

describe('without a server', () => {
  test('a command starts the embedded database, does its work and stops it again', async () => {
    const folder = makeFolder();
    const registry = writeRegistry(folder);
    const args = ['import', 'registry', registry, '--state', 'il', '--county', '17097'];
    const dry = await run(folder, [...args, '--dry-run']);
    expect(dry.out).toContain('a dry run, nothing was written');
    expect(numbers(dry.out)).toEqual({ created: 2, changed: 0, unchanged: 0, rejected: 0 });
    const first = await run(folder, args);
    expect([first.code, numbers(first.out)]).toEqual([
      0,
      { created: 2, changed: 0, unchanged: 0, rejected: 0 },
    ]);
    const again = await run(folder, args);
    expect(again.out).toContain('Nothing to change: all 2 are as the file has them.');
    expect(numbers(again.out)).toEqual({ created: 0, changed: 0, unchanged: 2, rejected: 0 });
    expect(again.errors).toContain(`The embedded database in ${join(folder, 'data')} is used.`);
    expect(stopped(folder)).toBe(true);
  });

  test('an import that is ended midway keeps what it has done and leaves no PostgreSQL behind', async () => {
    const folder = makeFolder();
    await run(folder, ['import', 'registry', writeRegistry(folder)]);
    const permits = writePermits(folder, 12_000);
    const args = ['import', 'permits', permits, '--format', 'chicago', '--agency', 'gurnee fire department'];
    const cut = startCommand(args, { env: { STANDPIPE_DATA: join(folder, 'data') } });
    await cut.said('rows so far');
    cut.process.kill('SIGTERM');
    const { code, errors } = await cut.ended;
    expect([code, errors]).toEqual([143, expect.stringContaining('What is done so far is kept')]);
    expect(stopped(folder)).toBe(true);
    const rest = numbers((await run(folder, args)).out);
    expect(rest.unchanged).toBeGreaterThan(0);
    expect(rest.created).toBeGreaterThan(0);
    expect(rest.created! + rest.unchanged!).toBe(11_999);
  });
});

describe('with a server running', () => {
  test('a command works on the same database and the server shows what it did', async () => {
    const folder = makeFolder();
    await run(folder, ['import', 'registry', writeRegistry(folder)]);
    const server = await startServer(join(folder, 'data'));
    const rejectedFile = join(folder, 'rejected.csv');
    const imported = await run(folder, [
      ...['import', 'permits', writePermits(folder, 7), '--format', 'chicago'],
      ...['--agency', 'Zion Fire Rescue Department', '--rejected', rejectedFile],
    ]);
    expect(imported.errors).toContain("A running server's database");
    expect(numbers(imported.out)).toEqual({
      created: 6,
      changed: 0,
      unchanged: 0,
      rejected: 1,
      'new places': 3,
    });
    expect(readFileSync(rejectedFile, 'utf8')).toContain('"3","no coordinates","B1"');
    const user = [
      '--agency',
      'Zion Fire Rescue Department',
      '--name',
      'Chief',
      '--email',
      'chief@example.org',
    ];
    const added = await run(folder, ['user', 'add', ...user, '--password', '-'], 'tunnel-under-lake-42\n');
    expect([added.code, added.out]).toEqual([
      0,
      'chief@example.org is now Administrator of Zion Fire Rescue Department.\n',
    ]);
    const chief = await signIn(server.base, 'chief@example.org', 'tunnel-under-lake-42');
    expect((await chief.get('/permits?count=exact')).body.total).toBe(6);
    const operator = ['--name', 'Op', '--email', 'op@example.org', '--password', 'tunnel-under-lake-43'];
    expect((await run(folder, ['operator', 'add', ...operator])).code).toBe(0);
    const op = await signIn(server.base, 'op@example.org', 'tunnel-under-lake-43');
    expect((await op.get('/operator/agencies')).body.items).toHaveLength(2);
    server.process.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
  });

  test('somebody added without a password gets a link that lets them choose one', async () => {
    const folder = makeFolder();
    await run(folder, ['import', 'registry', writeRegistry(folder)]);
    const server = await startServer(join(folder, 'data'));
    const user = ['--agency', 'Gurnee Fire Department', '--name', 'Inspector', '--email', 'in@example.org'];
    const added = await run(folder, ['user', 'add', ...user, '--role', 'fire inspector']);
    expect(added.out).toContain('in@example.org is now Fire Inspector of Gurnee Fire Department.');
    const token = /\/invitation\/(\S+)/.exec(added.out)?.[1];
    const taken = await fetch(`${server.base}/api/v1/invitations/${token}`);
    expect([taken.status, await taken.json()]).toEqual([
      200,
      expect.objectContaining({ email: 'in@example.org' }),
    ]);
    // With a mail server the invitation is mailed as well, and the agency's administrators are told.
    const mailbox = await openMailbox();
    const env = {
      STANDPIPE_DATA: join(folder, 'data'),
      SMTP_URL: mailbox.url,
      PUBLIC_URL: 'https://fd.example',
    };
    const add = (name: string) => {
      const who = ['--agency', 'Gurnee Fire Department', '--name', name, '--email', `${name}@example.org`];
      return startCommand(['user', 'add', ...who, '--role', 'Administrator'], { env }).ended;
    };
    expect((await add('chief')).out).toContain('The invitation to chief@example.org was mailed.');
    expect(mailbox.received.map(({ to }) => to)).toEqual([['chief@example.org']]);
    const proof = /fd\.example\/invitation\/(\S+)/.exec(mailbox.received[0]!.mail.text!)![1]!;
    const accepted = await fetch(`${server.base}/api/v1/invitations/${proof}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ password: 'tunnel-under-lake-42' }),
    });
    expect(accepted.status).toBe(200);
    expect((await add('deputy')).out).toContain('A note to chief@example.org was mailed.');
    expect(mailbox.received.map(({ to }) => to)).toEqual(
      expect.arrayContaining([['deputy@example.org'], ['chief@example.org']]),
    );
    const twice = await run(folder, ['user', 'add', ...user]);
    expect([twice.code, twice.errors]).toEqual([1, expect.stringContaining('already has a user')]);
  });
});

describe('a database of one’s own', () => {
  test('has to be made ready first, and then takes imports', async () => {
    const folder = makeFolder();
    const database = await emptyDatabase();
    const env = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl };
    const args = ['import', 'registry', writeRegistry(folder)];
    const early = await startCommand(args, { env }).ended;
    expect([early.code, early.errors]).toEqual([
      1,
      expect.stringContaining('run "npx standpipe db init" first'),
    ]);
    const made = await startCommand(['db', 'init'], { env }).ended;
    expect([made.code, made.out]).toEqual([0, expect.stringContaining('The database is ready.')]);
    expect(numbers((await startCommand(args, { env }).ended).out)).toMatchObject({ created: 2, rejected: 1 });
  });

  test('is not touched with one of its two URLs', async () => {
    const { code, errors } = await startCommand(['db', 'init'], {
      env: { DATABASE_OWNER_URL: inject('ownerUrl') },
    }).ended;
    expect([code, errors]).toEqual([78, expect.stringContaining('Give --owner-url and --app-url')]);
  });

  test('that cannot be reached is said in a sentence', async () => {
    const url = 'postgresql://a:b@127.0.0.1:9/none';
    const { code, errors } = await startCommand(['import', 'registry', writeRegistry(makeFolder())], {
      env: { DATABASE_URL: url, DATABASE_OWNER_URL: url.replace('a:', 'o:') },
    }).ended;
    expect([code, errors.trim()]).toEqual([
      1,
      expect.stringMatching(/^The database cannot be reached \(\w+\)[^\n]*$/),
    ]);
  });
});

describe('what cannot be done is said in a sentence', () => {
  test('and a file that is not there starts no database', async () => {
    const folder = makeFolder();
    const { code, errors } = await run(folder, ['import', 'registry', join(folder, 'nothing.csv')]);
    expect([code, errors.trim()]).toEqual([1, `${join(folder, 'nothing.csv')} cannot be read (ENOENT).`]);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  test('the rejected rows are never written over the file they come from', async () => {
    const folder = makeFolder();
    const registry = writeRegistry(folder);
    const before = readFileSync(registry, 'utf8');
    const { code, errors } = await run(folder, ['import', 'registry', registry, '--rejected', registry]);
    expect([code, errors]).toEqual([1, expect.stringContaining('name another one')]);
    expect(readFileSync(registry, 'utf8')).toBe(before);
  });

  test('an agency, a role, an address or a password that will not do', async () => {
    const folder = makeFolder();
    await run(folder, ['import', 'registry', writeRegistry(folder)]);
    const server = await startServer(join(folder, 'data')); // quicker than a start for each
    const add = async (agency: string, email: string, ...more: string[]) => {
      const args = ['user', 'add', '--agency', agency, '--name', 'A', '--email', email, ...more];
      const { code, errors } = await run(folder, args);
      expect(code).toBe(1);
      return errors;
    };
    expect(await add('Zion', 'a@example.org')).toContain('Did you mean "Zion Fire Rescue Department"?');
    const zion = 'Zion Fire Rescue Department';
    expect(await add(zion, 'a@example.org', '--role', 'Boss')).toContain('has no role "Boss"; it has');
    expect(await add(zion, 'nobody')).toContain('is not an e-mail address');
    expect(await add(zion, 'a@example.org', '--password', 'short')).toContain('must be 8 to 200 characters');
    server.process.kill('SIGTERM');
    await server.ended;
  });

  test('a county, a state, a number of rows or a setting that is none', async () => {
    const registry = writeRegistry(makeFolder());
    const errors = async (...more: string[]) =>
      (await startCommand(['import', 'registry', registry, ...more]).ended).errors;
    expect(await errors('--county', '99999')).toContain('no FIPS code of a county');
    expect(await errors('--state', 'QQ')).toContain('no postal code of a state');
    const wrong = await startCommand(['import', 'registry', registry], { env: { STANDPIPE_DTAA: 'x' } })
      .ended;
    expect([wrong.code, wrong.errors]).toEqual([
      78,
      expect.stringContaining('STANDPIPE_DTAA is not a setting'),
    ]);
  });
});

const older = olderNode();

describe('on a machine whose own Node is older', () => {
  test.skipIf(!older)('the Node that npm brought takes over', async () => {
    const { code, out } = await startCommand(['--version'], { node: older! }).ended;
    expect([code, out.trim()]).toEqual([
      0,
      JSON.parse(readFileSync(join(checkout, 'server/package.json'), 'utf8')).version,
    ]);
  });

  test.skipIf(!older)('and where npm brought none, one sentence says so', async () => {
    const folder = makeFolder();
    cpSync(bin, join(folder, 'standpipe.mjs'));
    const { code, errors } = await startCommand([], { node: older!, file: join(folder, 'standpipe.mjs') })
      .ended;
    expect([code, errors.trim()]).toEqual([
      78,
      expect.stringMatching(/^Standpipe needs Node 24 or newer[^\n]*$/),
    ]);
  });
});
