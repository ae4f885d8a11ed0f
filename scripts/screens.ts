/**
 * `npm run screens [-- --base http://localhost:4000] [--out docs/screens] [words of a screen's name]`: takes a picture of
 * every screen of the demo region at 1440, 1024 and 390 pixels, light and dark, from a server that `npm run demo` started.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { demoOperator, demoPassword } from '../server/src/demo/agencies.ts';
import { screens, type Who } from './screens/list.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    base: { type: 'string', default: 'http://localhost:4000' },
    out: { type: 'string', default: 'docs/screens' },
    widths: { type: 'string', default: '1440,1024,390' },
    schemes: { type: 'string', default: 'light,dark' },
  },
});

const heights: Record<number, number> = { 1440: 900, 1024: 768, 390: 844 };
const emails: Record<Exclude<Who, 'nobody'>, string> = {
  administrator: 'ruth.alvarez@cedarbluff.example.org',
  partner: 'walter.brandt@harlanfalls.example.org',
  inspector: 'dana.whitfield@cedarbluff.example.org',
  operator: demoOperator.email,
};

async function cookiesOf(browser: Browser, who: Who) {
  if (who === 'nobody') return [];
  const context = await browser.newContext({ baseURL: values.base });
  const answer = await context.request.post('/api/auth/sign-in/email', {
    headers: { origin: values.base },
    data: { email: emails[who], password: demoPassword },
  });
  if (!answer.ok()) throw new Error(`${emails[who]} cannot sign in at ${values.base}: is it the demo?`);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => {}); // the live stream may keep it busy
  await page.waitForTimeout(400);
}

async function picture(page: Page, name: string): Promise<void> {
  const png = await page.screenshot();
  await writeFile(join(values.out, `${name}.webp`), await sharp(png).webp({ quality: 82 }).toBuffer());
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
await mkdir(values.out, { recursive: true });
const cookies = new Map<Who, Awaited<ReturnType<typeof cookiesOf>>>();
let taken = 0;
const missed: string[] = [];
for (const scheme of values.schemes.split(',') as ('light' | 'dark')[])
  for (const width of values.widths.split(',').map(Number))
    for (const { name, who, path, first } of screens) {
      if (!positionals.every((word) => name.includes(word))) continue;
      if (!cookies.has(who)) cookies.set(who, await cookiesOf(browser, who));
      const context = await browser.newContext({
        baseURL: values.base,
        viewport: { width, height: heights[width] ?? 900 },
        colorScheme: scheme,
        reducedMotion: 'reduce',
      });
      await context.addCookies(cookies.get(who)!);
      const page = await context.newPage();
      try {
        await page.goto(path);
        await settled(page);
        if (first) {
          await first(page);
          await settled(page);
        }
        await picture(page, `${name}-${scheme}-${width}`);
        taken += 1;
      } catch (error) {
        missed.push(`${name}-${scheme}-${width}: ${(error as Error).message.split('\n')[0]}`);
      }
      await context.close();
    }
await browser.close();
for (const each of missed) console.error(each);
console.log(`${taken} pictures in ${values.out}, ${missed.length} missed`);
process.exit(missed.length > 0 ? 1 : 0);
