import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTurn } from './in-turn.ts';

const web = fileURLToPath(new URL('../web', import.meta.url));
const sources = [
  'src',
  'public',
  'index.html',
  'package.json',
  'vite.config.ts',
  'counties.build.ts',
  'routes.build.ts',
];

const changedAt = (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

/** When the newest of a folder's files, or a file itself, was changed. */
async function newest(path: string): Promise<number> {
  const names = await readdir(path, { recursive: true }).catch(() => []);
  return Math.max(
    await changedAt(path),
    ...(await Promise.all(names.map((name) => changedAt(join(path, name))))),
  );
}

async function isFresh(): Promise<boolean> {
  const built = await changedAt(join(web, 'dist/index.html'));
  const changed = await Promise.all(sources.map((source) => newest(join(web, source))));
  return built > Math.max(...changed);
}

async function build(): Promise<void> {
  const manifest = createRequire(join(web, 'package.json')).resolve('vite/package.json');
  const { NODE_ENV: _, VITEST: __, ...env } = process.env;
  const args = [join(dirname(manifest), 'bin/vite.js'), 'build', '--logLevel', 'warn'];
  const child = spawn(process.execPath, args, { cwd: web, env, stdio: 'inherit' });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error(`The pages could not be built (${code}).`);
}

/**
 * Sees to it that the built pages are those of the sources, built as `npm start` does: in production's way, whatever
 * the tests run in. Test files that run at once build once.
 */
export const buildPages = (): Promise<void> =>
  inTurn(async () => {
    if (!(await isFresh())) await build();
  });
