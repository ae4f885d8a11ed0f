import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { headingOf } from '../browse.ts';

/** What a user does on the pages, in the documents' words: choose from a menu, set a cell, press Save. */

export const press = (on: Page | Locator, name: string | RegExp) =>
  on.getByRole('button', { name, exact: typeof name === 'string' }).click();
export const said = (on: Page | Locator, text: string | RegExp) => on.getByText(text).first().waitFor();
export const dialog = (page: Page) => page.getByRole('dialog');
export const menu = (page: Page) => page.getByRole('navigation', { name: 'Main' });

/** Main menu, the item. */
export async function choose(page: Page, item: string): Promise<void> {
  await menu(page).getByRole('link', { name: item, exact: true }).click();
  await headingOf(page, item).waitFor();
}

/** Main menu, Admin, the sheet. */
export async function openSheet(page: Page, sheet: 'Client Data Sharing' | 'User Data Sharing') {
  const admin = menu(page)
    .locator('div')
    .filter({ has: page.getByText('Admin', { exact: true }) });
  await admin.getByRole('link', { name: sheet }).click();
  await headingOf(page, sheet).waitFor();
}

/** The cell of a module in a partner's row. */
export const cell = (page: Page, module: string, partner: string): Locator =>
  page.getByRole('combobox', { name: new RegExp(`^${module} for ${partner}(, not saved)?$`) });

export async function levelsOf(page: Page, module: string, partner: string): Promise<string[]> {
  const levels = cell(page, module, partner).getByRole('option', { includeHidden: true });
  await levels.first().waitFor({ state: 'attached' });
  return levels.allTextContents();
}

export const row = (page: Page, partner: string): Locator =>
  page.getByRole('row', { name: new RegExp(partner) });

export async function set(page: Page, partner: string, levels: Record<string, string>): Promise<void> {
  for (const [module, level] of Object.entries(levels))
    await cell(page, module, partner).selectOption({ label: level });
}

/** The step before every save: what changes, what it shows, Save. Comes back once the save is answered. */
export async function confirm(page: Page): Promise<void> {
  await press(dialog(page), /^Save( and allow changes)?$/);
  await dialog(page).waitFor({ state: 'detached' });
}

/** The Save of one partner's row on Client Data Sharing. */
export async function saveRow(page: Page, partner: string): Promise<void> {
  await press(page, `Save ${partner}`);
  await confirm(page);
}

/** The one Save below the table of User Data Sharing. */
export async function saveTable(page: Page): Promise<void> {
  await press(page.getByRole('region', { name: 'Not saved yet' }), 'Save');
  await confirm(page);
}

/** Begin typing the name, select it from the list, Add. */
export async function addPartner(page: Page, partner: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Partner agency' }).pressSequentially(partner.slice(0, -1));
  await page.getByRole('option', { name: partner }).click();
  await press(page, 'Add');
  await row(page, partner).waitFor();
}

/** What a list holds, by number or address, once it is what it should be. */
export async function lists(page: Page, list: string, wanted: readonly string[]): Promise<void> {
  await choose(page, list);
  const rows = page.getByRole('table', { name: list }).getByRole('rowheader');
  await expect.poll(async () => (await rows.allTextContents()).sort()).toEqual([...wanted].sort());
}

/** What an agency is given, as its own page Sharing says it, module by module; that page stays open. */
export async function isGiven(page: Page, from: string, levels: Record<string, string>): Promise<void> {
  const tab = page.getByRole('tab', { name: 'What is shared with us' });
  if ((await tab.count()) === 0) {
    await choose(page, 'Sharing');
    await tab.click();
  }
  const wanted = Object.entries(levels).map(([module, level]) => `${from}${module}${level}In force`);
  if (wanted.length === 0) await said(page, 'Shares nothing with us yet');
  const rows = page.getByRole('table', { name: 'Grants' }).locator('tbody tr');
  const given = async () =>
    (await rows.allTextContents()).map((text) => text.trim().replace(/(In force).*$/s, '$1')).sort();
  await expect.poll(given).toEqual(wanted.sort());
}

/** Opens a record by its address and reads it. */
export async function reads(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(path);
  await headingOf(page, heading).waitFor();
}

/** Opens a record by its address and is told that it is not there. */
export const findsNothing = (page: Page, path: string): Promise<void> =>
  reads(page, path, `This ${path.split('/')[1]!.replace(/s$/, '')} is not here`);

/** What may be done with the record that stands on the page. */
export const actions = (page: Page): Promise<string[]> =>
  page.locator('.page-actions').locator('a, button').allTextContents();

/** What the server answers to this user, whatever the page offers. */
export async function asks(page: Page, method: string, path: string, data?: object): Promise<number> {
  const headers = { origin: new URL(page.url()).origin, 'if-match': '"1"' };
  const answer = await page.request.fetch(`/api/v1${path}`, { method, headers, ...(data && { data }) });
  return answer.status();
}
