import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

/** A fresh visitor's page. When the test is over the browser must have had nothing to complain about. */
export async function visit(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: 'en-US', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The network's own lines tell of answers such as 401, which the pages show in words.
    if (message.type() === 'error' && !/^Failed to load resource/.test(message.text()))
      complaints.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });
  return page;
}

/** The colours that a page comes in; night is red on black. */
export type Appearance = 'light' | 'dark' | 'night';

/** Shows a page in these colours. */
export async function wear(page: Page, colours: Appearance): Promise<void> {
  const colorScheme = colours === 'light' ? 'light' : 'dark';
  await page.emulateMedia({ colorScheme });
  await page.evaluate(`document.documentElement.toggleAttribute('data-night', ${colours === 'night'})`);
  await expect
    .poll(() => page.evaluate('document.documentElement.dataset.mantineColorScheme'))
    .toBe(colorScheme);
}

/**
 * What axe finds wrong with a page as it stands, in one line each.
 * @param rules `colour`: only what other colours can change, on a page of which the rest has been looked at
 */
export async function faultsOf(page: Page, rules: 'all' | 'colour' = 'all'): Promise<string[]> {
  const builder = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
  if (rules === 'colour') builder.withRules(['color-contrast', 'link-in-text-block']);
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
  );
}

/**
 * Whether a page is wider than its screen, once it has arranged itself for it: one line, or none. A browser without a
 * screen may leave off drawing after its window changed, and tells scripts of the new width only when it draws; a
 * picture makes it draw.
 */
export async function sticksOut(page: Page): Promise<string[]> {
  const { width } = page.viewportSize()!;
  const across = () => page.evaluate<number>('document.documentElement.scrollWidth');
  for (let looks = 0; looks < 20; looks++) {
    if ((await across()) === width) return [];
    await page.screenshot();
    await page.waitForTimeout(50 * looks);
  }
  return [`is ${await across()} across on a screen of ${width}`];
}

/** Fills in the sign-in page and sends it. */
export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The one heading that says which page this is. */
export const headingOf = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true });

/** Signs the visitor in without the form; the page stays where it is. */
export async function letIn(page: Page, email: string, password: string): Promise<void> {
  const { origin } = new URL((await page.request.get('/healthz')).url());
  const data = { email, password };
  const answer = await page.request.post('/api/auth/sign-in/email', { headers: { origin }, data });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** Lets the visitor in and waits for the start page of an agency. */
export async function signedIn(page: Page, email: string, password: string, agency: string): Promise<void> {
  await letIn(page, email, password);
  await page.goto('/');
  await headingOf(page, agency).waitFor();
}
