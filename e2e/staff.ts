import type { Permission } from '@standpipe/policy';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestApp } from '../server/test/app.ts';
import type { TestAgency } from '../server/test/world.ts';
import { faultsOf, signedIn, sticksOut, visit, wear } from './browse.ts';

const password = 'correct horse battery';
let count = 0;

/** A new user of an agency who is signed in, on a page of their own. */
export async function signedInAs(
  browser: Browser,
  app: TestApp,
  agency: TestAgency,
  permissions: readonly Permission[],
): Promise<Page> {
  count += 1;
  const email = `user-${count}@example.org`;
  const role = await agency.admin.post('/admin/roles', { name: `Role ${count}`, permissions });
  const roles = [role.body.id];
  const made = await agency.admin.post('/admin/users', { name: 'Ann Archer', email, password, roles });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const page = await visit(browser, app.base, { viewport: { width: 1280, height: 900 } });
  await signedIn(page, email, password, agency.name);
  return page;
}

/** Marks a page, so that `isStill` tells whether it was loaded anew since. */
export const mark = (page: Page) => page.evaluate('window.marked = true');
export const isStill = (page: Page) => page.evaluate('window.marked === true');

const views = [
  ['light', 1280, 'all'],
  ['dark', 1280, 'colour'],
  ['night', 1280, 'colour'],
  ['dark', 390, 'colour'],
  ['light', 390, 'all'],
] as const;

/** What is wrong with a page as it stands: axe's faults, and whether it sticks out, in light, dark and night, wide and on a phone. */
export async function faultsEverywhere(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [colours, width, rules] of views) {
    await page.setViewportSize({ width, height: 900 });
    await wear(page, colours);
    const faults = [...(await sticksOut(page)), ...(await faultsOf(page, rules))];
    found.push(...faults.map((fault) => `${page.url()}, ${colours}, ${width}: ${fault}`));
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await wear(page, 'light');
  return found;
}
