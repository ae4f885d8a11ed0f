import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { atFileEnd } from '../server/test/file-end.ts';
import { inTurn } from './in-turn.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const canRun = (file: string) =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

/** Runs a program to its end, without holding up the test runner. Answers its exit code. */
const run = (
  program: string,
  args: readonly string[],
  errors: 'inherit' | 'ignore' = 'inherit',
): Promise<number> =>
  new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', errors] });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });

/** The installed Chromium: CHROMIUM_PATH, or the first of the usual names that is there and starts. */
async function findChromium(): Promise<string | null> {
  const given = process.env.CHROMIUM_PATH;
  if (given && !(await canRun(given))) throw new Error(`CHROMIUM_PATH is "${given}"; there is no program.`);
  if (given) return given;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const files = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere];
  for (const file of files)
    if ((await canRun(file)) && (await run(file, ['--version'], 'ignore')) === 0) return file;
  return null;
}

/** Debian's Chromium, where apt-get is there and may be used. Says what it does: it changes the machine. */
async function installChromium(): Promise<string | null> {
  if (process.getuid?.() !== 0) return null;
  console.warn('No Chromium on this machine: installing it with apt-get for the tests of the pages.');
  if ((await run('apt-get', ['update', '-qq'])) !== 0) return null;
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  return findChromium();
}

/**
 * A Chromium for the calling test file, gone after it; null, and loudly so, where there is none and none may be
 * installed.
 * @param hosts names that lead to a server under test, with its port on this machine
 * @param draws the map is drawn, by software where there is no graphics card
 */
export async function openChromium(hosts: Record<string, string>, draws = false): Promise<Browser | null> {
  const executablePath = await inTurn(async () => (await findChromium()) ?? (await installChromium()));
  if (!executablePath) {
    console.warn(
      'THE PAGES ARE NOT TESTED: no Chromium here. Install one, or name it with CHROMIUM_PATH, and run again.',
    );
    return null;
  }
  const rules = Object.entries(hosts).map(([name, port]) => `MAP ${name} 127.0.0.1:${port}`);
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      ...(draws ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'] : ['--disable-gpu']),
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=${rules.join(', ')}`,
      `--unsafely-treat-insecure-origin-as-secure=${Object.keys(hosts).map((name) => `http://${name}`)}`,
    ],
  });
  atFileEnd(() => browser.close());
  return browser;
}
