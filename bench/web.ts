/**
 * bench/web: what somebody at a browser waits for. From an empty cache to the signed-in start page that can be used, how
 * much script that took, and from a choice in a cell of Client Data Sharing (200 partners) to its paint.
 *
 *   npm run build && node bench/web.ts [--rounds 9] [--cells 60] [--save]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BrowserContext, chromium } from 'playwright-core';
import { readConfig } from '../server/src/config.ts';
import { startEmbedded } from '../server/src/db/embedded/embedded.ts';
import { ensureFirstOperator } from '../server/src/people/setup.ts';
import { openServer, prepareDatabase } from '../server/src/serve.ts';
import { median, openReport, percentile } from './measure.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    cells: { type: 'string', default: '60' },
    save: { type: 'boolean', default: false },
  },
});
const password = 'ladder-seven-bench';
const operator = 'operator@bench.example.org';
const email = 'chief@bench.example.org';
const partners = 200;
const sheet = '/admin/client-data-sharing';
const heading = 'Great Fire';

const folder = mkdtempSync(join(tmpdir(), 'standpipe-bench-'));
const config = readConfig({
  STANDPIPE_DATA: folder,
  STANDPIPE_LOG: 'silent',
  STANDPIPE_RATE_LIMITS: 'off',
  STANDPIPE_OPERATOR_EMAIL: operator,
  STANDPIPE_OPERATOR_PASSWORD: password,
});
const database = await startEmbedded(folder, { log: () => {} });
await prepareDatabase(database.ownerUrl, database.appUrl);
const served = await openServer(config, database.appUrl);
await ensureFirstOperator(served.house, () => {});
const base = (await served.app.listen({ port: 0, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost');

/** Signs in and answers with what sends JSON as that person. */
async function as(who: string) {
  const signIn = await fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ email: who, password }),
  });
  const cookie = signIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  return async (path: string, body: unknown): Promise<{ id: string }> => {
    const answer = await fetch(`${base}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: base, cookie },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
}

async function makeCounty(): Promise<void> {
  const post = await as(operator);
  const county = {
    state: 'TX',
    countyFips: '48027',
    features: { clientDataSharing: true, userDataSharing: true },
  };
  const { id } = await post('/operator/agencies', { name: heading, ...county });
  await post(`/operator/agencies/${id}/users`, { name: 'Chief', email, password, role: 'Administrator' });
  for (let at = 1; at <= partners; at++)
    await post('/operator/agencies', { name: `Station ${String(at).padStart(3, '0')}`, ...county });
}

/** In the page: the bytes of script that it loaded, as they came over the wire. */
const scriptBytes = `performance.getEntriesByType('resource')
  .filter((each) => each.name.endsWith('.js'))
  .reduce((sum, each) => sum + each.encodedBodySize, 0)`;

/** In the page: chooses a level in a cell, and answers after the frame in which that was painted, in milliseconds. */
const choose = (label: string, level: string) => `(async () => {
  const cell = () => document.querySelector(${JSON.stringify(`select[aria-label^="${label}"]`)});
  const begun = performance.now();
  cell().value = '${level}';
  cell().dispatchEvent(new Event('change', { bubbles: true }));
  while (cell()?.dataset.level !== '${level}') {
    if (performance.now() - begun > 5000) throw new Error('never painted');
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - begun;
})()`;

async function measureStart(context: BrowserContext) {
  const page = await context.newPage();
  const begun = performance.now();
  await page.goto(base);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  const took = performance.now() - begun;
  const bytes = await page.evaluate<number>(scriptBytes);
  await page.close();
  return { took, bytes };
}

try {
  await makeCounty();
  const report = openReport(
    'bench/web',
    `${partners} partners. Chromium, headless, 1280 × 800, server and browser on the same cores.`,
  );
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const signedIn = await browser.newContext({ baseURL: base });
  const answer = await signedIn.request.post('/api/auth/sign-in/email', {
    headers: { origin: base },
    data: { email, password },
  });
  if (!answer.ok()) throw new Error('the administrator cannot sign in');
  const cookies = await signedIn.cookies();
  await signedIn.close();

  const starts: number[] = [];
  let bytes = 0;
  for (let round = 0; round <= Number(values.rounds); round++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addCookies(cookies);
    const measured = await measureStart(context);
    await context.close();
    bytes = measured.bytes;
    if (round > 0) starts.push(measured.took);
  }

  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: base });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(sheet);
  await page.locator('select[aria-label]').first().waitFor();
  const labels = (
    await page
      .locator('select[aria-label^="Hydrants"]')
      .evaluateAll((all) => all.map((each) => each.ariaLabel!))
  ).slice(0, 10);
  const paints: number[] = [];
  for (let at = 0; at < Number(values.cells) + 10; at++) {
    const level = Math.floor(at / labels.length) % 2 === 0 ? 'view' : 'none';
    const took = await page.evaluate<number>(choose(labels[at % labels.length]!, level));
    if (at >= 10) paints.push(took);
  }
  await browser.close();

  const row = (what: string, p50: string, p95: string, must: string) => [what, p50, p95, must];
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  report.table(
    ['what', 'p50', 'p95', 'must'],
    [
      row(
        'signed-in start page, empty cache',
        ms(median(starts)),
        ms(percentile(starts, 0.95)),
        '< 1,500 ms',
      ),
      row(
        'a changed cell, 200 partners, to its paint',
        ms(median(paints)),
        ms(percentile(paints, 0.95)),
        '< 50 ms',
      ),
      row('script for the start page, gzip', `${(bytes / 1000).toFixed(0)} kB`, '', '< 250 kB'),
    ],
  );
  report.json({ start: median(starts), paint: median(paints), bytes });
  if (values.save) await report.save();
} finally {
  await served.close();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
