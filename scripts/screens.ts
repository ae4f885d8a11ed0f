/**
 * `npm run screens [-- --base http://localhost:4000] [--out docs/screens] [names of screens, or words in them]`: takes a picture of
 * every screen of the demo region at 1440, 1024 and 390 pixels, light and dark, from a server that `npm run demo` started
 * with STANDPIPE_RATE_LIMITS=off; what comes before any agency is there from a server of its own.
 */
import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { openCamera } from './screens/camera.ts';
import { openFirstRun } from './screens/first-run.ts';
import { screens } from './screens/list.ts';
import type { Scheme, Screen } from './screens/reach.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    base: { type: 'string', default: 'http://localhost:4000' },
    out: { type: 'string', default: 'docs/screens' },
    widths: { type: 'string', default: '1440,1024,390' },
    schemes: { type: 'string', default: 'light,dark,night' },
  },
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
await mkdir(values.out, { recursive: true });
const camera = openCamera(browser, {
  out: values.out,
  widths: values.widths.split(',').map(Number),
  schemes: values.schemes.split(',') as Scheme[],
});
const names = new Set(['setup', 'invitation', ...screens.map(({ name }) => name)]);
const means = (word: string, name: string) => (names.has(word) ? word === name : name.includes(word));
const wanted = (name: string) => positionals.length === 0 || positionals.some((word) => means(word, name));
const takeAll = async (base: string, list: readonly Screen[]) => {
  for (const screen of list) if (wanted(screen.name)) await camera.take(base, screen);
};
if (['setup', 'invitation'].some(wanted)) {
  const first = await openFirstRun();
  try {
    await takeAll(first.base, [first.setup]);
    await takeAll(first.base, [await first.invite()]);
  } finally {
    await first.stop();
  }
}
await takeAll(values.base, screens);
await browser.close();
console.log(`${camera.taken.length} pictures in ${values.out}, ${camera.missed.length} missed`);
process.exit(camera.missed.length > 0 ? 1 : 0);
