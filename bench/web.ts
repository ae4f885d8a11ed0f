/**
 * bench/web: what somebody at a browser waits for. From an empty cache to the signed-in start page that can be used, how
 * much script that took, from a choice in a cell of Client Data Sharing (200 partners) to its paint, and from the request
 * that takes permits away from a partner to the moment their open list no longer shows them.
 *
 *   npm run build && node bench/web.ts [--rounds 9] [--cells 60] [--revocations 15] [--save]
 */
import { parseArgs } from 'node:util';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { median, openReport, percentile } from './measure.ts';
import { email, heading, openCounty, partnerEmail, password } from './web.county.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    cells: { type: 'string', default: '60' },
    revocations: { type: 'string', default: '15' },
    save: { type: 'boolean', default: false },
  },
});
const partners = 200;
const sheet = '/admin/client-data-sharing';
const { base, partnerId, as, close } = await openCounty(partners);

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

/** A browser's way in as this person. */
async function cookiesOf(browser: Browser, who: string) {
  const context = await browser.newContext({ baseURL: base });
  const answer = await context.request.post('/api/auth/sign-in/email', {
    headers: { origin: base },
    data: { email: who, password },
  });
  if (!answer.ok()) throw new Error(`${who} cannot sign in`);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/** Takes a permit away from a partner who has it on the screen, again and again: how long it stays there. */
async function measureRevocations(browser: Browser, count: number): Promise<number[]> {
  const { post, put } = await as(email);
  const place = await post('/places', {
    addressLine: '1 Main Street',
    city: 'Burnet',
    state: 'TX',
    zip: '78611',
    location: { type: 'Point', coordinates: [-98.23, 30.76] },
  });
  await post('/permits', { placeId: place.id, number: 'B-1', type: 'Hot work', class: 'operational' });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: base });
  await context.addCookies(await cookiesOf(browser, partnerEmail));
  const page = await context.newPage();
  let version = 0;
  const share = async (permits: 'view' | 'none') => {
    const saved = await put(
      '/admin/user-data-sharing',
      { items: [{ partnerId, levels: { permits } }] },
      version,
    );
    version = saved.version;
  };
  const gone: number[] = [];
  for (let at = 0; at < count; at++) {
    await share('view');
    await page.goto('/permits');
    const shown = page.getByRole('rowheader', { name: 'B-1' });
    await shown.waitFor();
    await page.waitForLoadState('networkidle');
    const begun = performance.now();
    await share('none');
    await shown.waitFor({ state: 'detached' });
    gone.push(performance.now() - begun);
  }
  await context.close();
  return gone;
}

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
  const report = openReport(
    'bench/web',
    `${partners} partners. Chromium, headless, 1280 × 800, server and browser on the same cores.`,
  );
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const cookies = await cookiesOf(browser, email);

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
  await context.close();
  const gone = await measureRevocations(browser, Number(values.revocations));
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
      row(
        'a permit taken away, to its leaving the partner’s open list',
        ms(median(gone)),
        ms(percentile(gone, 0.95)),
        '< 2,000 ms',
      ),
      row('script for the start page, gzip', `${(bytes / 1000).toFixed(0)} kB`, '', '< 250 kB'),
    ],
  );
  report.json({ start: median(starts), paint: median(paints), gone: median(gone), bytes });
  if (values.save) await report.save();
} finally {
  await close();
}
process.exit(0);
