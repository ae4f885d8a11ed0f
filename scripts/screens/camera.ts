import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { demoOperator, demoPassword } from '../../server/src/demo/agencies.ts';
import type { Scheme, Screen, Who } from './reach.ts';

const heights: Record<number, number> = { 1440: 900, 1024: 768, 390: 844 };
const emails: Record<Exclude<Who, 'nobody'>, string> = {
  administrator: 'ruth.alvarez@cedarbluff.example.org',
  partner: 'walter.brandt@harlanfalls.example.org',
  ford: 'grace.lee@stonyford.example.org',
  ashby: 'opal.jenkins@ashby.example.org',
  inspector: 'dana.whitfield@cedarbluff.example.org',
  operator: demoOperator.email,
};

interface Film {
  readonly out: string;
  readonly widths: readonly number[];
  readonly schemes: readonly Scheme[];
}

/** Takes pictures as somebody of the demo; narrower than a desk's screen, with a finger in place of a mouse. */
export function openCamera(browser: Browser, { out, widths, schemes }: Film) {
  const taken: string[] = [];
  const missed: string[] = [];
  const states = new Map<Who, Awaited<ReturnType<typeof signIn>>>();

  async function signIn(base: string, who: Exclude<Who, 'nobody'>) {
    const context = await browser.newContext({ baseURL: base });
    const answer = await context.request.post('/api/auth/sign-in/email', {
      headers: { origin: base },
      data: { email: emails[who], password: demoPassword },
    });
    if (!answer.ok()) throw new Error(`${emails[who]} cannot sign in at ${base}: is it the demo?`);
    const state = await context.storageState();
    await context.close();
    return state;
  }

  async function enter(
    base: string,
    { who, path, fine }: Screen,
    width: number,
    scheme: Scheme,
  ): Promise<Page> {
    if (who !== 'nobody' && !states.has(who)) states.set(who, await signIn(base, who));
    const state = states.get(who);
    const context = await browser.newContext({
      baseURL: base,
      viewport: { width, height: heights[width] ?? 900 },
      colorScheme: scheme === 'light' ? 'light' : 'dark',
      deviceScaleFactor: fine && width === 1440 ? 2 : 1,
      hasTouch: width < 1200,
      isMobile: width < 500,
      reducedMotion: 'reduce',
      locale: 'en-US',
      ...(state && { storageState: state }),
    });
    context.setDefaultTimeout(30_000);
    if (scheme === 'night')
      await context.addInitScript(
        "localStorage.setItem('standpipe-night', '1'); localStorage.setItem('standpipe-scheme', 'dark')",
      );
    const page = await context.newPage();
    await page.goto(path, { waitUntil: 'commit' });
    await settled(page);
    return page;
  }

  /** Each picture of a screen that is asked for; its page is reached once a width. */
  async function take(base: string, screen: Screen): Promise<void> {
    const wanted = (screen.schemes ?? ['light', 'dark']).filter((each) => schemes.includes(each));
    for (const width of wanted.length > 0 ? widths : []) {
      let page: Page | undefined;
      try {
        page = await enter(base, screen, width, wanted[0]!);
        await screen.first?.(page, width < 768);
        for (const scheme of wanted) {
          await page.emulateMedia({ colorScheme: scheme === 'light' ? 'light' : 'dark' });
          await settled(page);
          await picture(page, `${screen.name}-${scheme}-${width}`);
        }
      } catch (error) {
        const [what, ...why] = (error as Error).message.split('\n');
        missed.push(`${screen.name}-${width}: ${what} ${why.slice(0, 3).join(' ')}`);
        console.error(missed.at(-1));
      }
      if (page && screen.last) await screen.last(page);
      await page?.context().close();
    }
  }

  async function picture(page: Page, name: string): Promise<void> {
    const png = await page.screenshot();
    const webp = await sharp(png).webp({ quality: 72, effort: 6 }).toBuffer();
    await writeFile(join(out, `${name}.webp`), webp);
    taken.push(name);
  }

  return { taken, missed, take };
}

/** Waits until the page has its heading and nothing on it is still being fetched. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  // Behind a question such as the sign-in again a list waits on.
  const busy = page.locator('.waiting, [aria-busy="true"]').first();
  await busy.waitFor({ state: 'detached', timeout: 5000 }).catch(() => {});
  await page.waitForTimeout(350);
}
