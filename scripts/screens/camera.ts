import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
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
  const contexts = new Map<string, BrowserContext>();

  async function signIn(context: BrowserContext, base: string, who: Exclude<Who, 'nobody'>): Promise<void> {
    const answer = await context.request.post(`${base}/api/auth/sign-in/email`, {
      headers: { origin: base },
      data: { email: emails[who], password: demoPassword },
    });
    if (!answer.ok()) throw new Error(`${emails[who]} cannot sign in at ${base}: is it the demo?`);
  }

  async function openContext(base: string, { who, fine }: Screen, touch: boolean): Promise<BrowserContext> {
    const context = await browser.newContext({
      baseURL: base,
      deviceScaleFactor: fine && !touch ? 2 : 1,
      hasTouch: touch,
      reducedMotion: 'reduce',
      locale: 'en-US',
    });
    context.setDefaultTimeout(30_000);
    if (who !== 'nobody') await signIn(context, base, who);
    return context;
  }

  /** Somebody's context, kept for the next screen; one of its own for a screen that would leave traces in it. */
  async function contextFor(base: string, screen: Screen, touch: boolean): Promise<BrowserContext> {
    if (screen.apart) return openContext(base, screen, touch);
    const key = `${base} ${screen.who} ${touch} ${screen.fine ?? false}`;
    if (!contexts.has(key)) contexts.set(key, await openContext(base, screen, touch));
    return contexts.get(key)!;
  }

  /** Takes a screen at some widths: its page is reached once for them all. */
  async function takeAt(base: string, screen: Screen, at: readonly number[], wanted: readonly Scheme[]) {
    const touch = at.every((width) => width < 1200);
    let page: Page | undefined;
    try {
      const context = await contextFor(base, screen, touch);
      page = await context.newPage();
      await show(page, at[0]!, wanted[0]!);
      if (wanted[0] === 'night') await page.addInitScript(nightChosen);
      await page.goto(screen.path, { waitUntil: 'commit' });
      await settled(page);
      await screen.first?.(page, at[0]! < 768);
      for (const width of at)
        for (const scheme of wanted) {
          await show(page, width, scheme);
          await settled(page);
          await picture(page, `${screen.name}-${scheme}-${width}`);
        }
    } catch (error) {
      const [what, ...why] = (error as Error).message.split('\n');
      missed.push(`${screen.name}-${at}: ${what} ${why.slice(0, 3).join(' ')}`);
      console.error(missed.at(-1));
    }
    if (page && screen.last) await screen.last(page);
    await page?.close();
    if (screen.apart) await page?.context().close();
  }

  async function take(base: string, screen: Screen): Promise<void> {
    const wanted = (screen.schemes ?? ['light', 'dark']).filter((each) => schemes.includes(each));
    if (wanted.length === 0) return;
    const phoneApart = (screen.first?.length ?? 0) > 1;
    const touch = widths.filter((width) => width < 1200);
    const groups = [...widths.filter((width) => width >= 1200).map((width) => [width])];
    if (phoneApart) groups.push(...touch.map((width) => [width]));
    else if (touch.length > 0) groups.push(touch);
    for (const at of groups) await takeAt(base, screen, at, wanted);
  }

  async function picture(page: Page, name: string): Promise<void> {
    const png = await page.screenshot();
    const webp = await sharp(png).webp({ quality: 60, effort: 4 }).toBuffer();
    await writeFile(join(out, `${name}.webp`), webp);
    taken.push(name);
  }

  return { taken, missed, take };
}

const nightChosen =
  "localStorage.setItem('standpipe-night', '1'); localStorage.setItem('standpipe-scheme', 'dark')";

const show = async (page: Page, width: number, scheme: Scheme): Promise<void> => {
  await page.setViewportSize({ width, height: heights[width] ?? 900 });
  await page.emulateMedia({ colorScheme: scheme === 'light' ? 'light' : 'dark' });
};

/** Waits until the page has its heading and nothing on it is still being fetched. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  // Behind a question such as the sign-in again a list waits on.
  const busy = page.locator('.waiting, [aria-busy="true"]').first();
  await busy.waitFor({ state: 'detached', timeout: 5000 }).catch(() => {});
  await page.waitForTimeout(350);
}
