import type { Permission } from '@standpipe/policy';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { openWorld, type TestAgency } from '../server/test/world.ts';
import { afresh } from './afresh.ts';
import { fillSignIn, headingOf, signedIn, visit } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';

await buildPages();
let app = await startApp();
const browser = await openChromium({});
const open = (options = {}) => visit(browser!, app.base, options);
const agencies = async () => {
  const world = await openWorld(app);
  const north = await world.agency('North Fire');
  return { world, north, south: await world.agency('South Rescue', { userSharing: false }) };
};
let { world, north, south } = await agencies();
afresh(async () => {
  app = await startApp();
  ({ world, north, south } = await agencies());
});
const password = 'correct horse battery';

async function addUser(email: string, permissions: readonly Permission[], agency = north): Promise<void> {
  const role = await agency.admin.post('/admin/roles', { name: `Of ${email}`, permissions });
  const roles = [role.body.id];
  const made = await agency.admin.post('/admin/users', { name: 'Ann Archer', email, password, roles });
  expect(made.status).toBe(201);
}

/** Makes a permit of an agency at a place of its own. */
async function addPermit(agency: TestAgency, number: string, address: string): Promise<void> {
  const place = await world.place(agency, { addressLine: address });
  const facts = { placeId: place.id, number, type: 'Hot work', class: 'operational' };
  expect((await agency.admin.post('/permits', facts)).status).toBe(201);
}

/** Ends all sessions of somebody who is signed in elsewhere. */
async function endSessions(email: string): Promise<void> {
  const elsewhere = await open();
  await fillSignIn(elsewhere, email, password);
  await elsewhere.getByRole('button', { name: 'Ann Archer: account' }).click();
  await elsewhere.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
  await elsewhere.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await elsewhere.getByText('You are signed out on every device.').waitFor();
}

const rows = (page: Page) => page.getByRole('table', { name: 'Permits' }).getByRole('rowheader');

describe.skipIf(!browser)('in a browser', { retry: 1 }, () => {
  test('navigation shows only what one may use; the address of anything else says who to ask', async () => {
    await addUser('clerk@example.org', ['Hydrants - Read']);
    await addUser('reader@example.org', ['FD Permits - Read']);
    const clerk = await open();
    await signedIn(clerk, 'clerk@example.org', password, 'North Fire');
    expect(await clerk.getByRole('navigation', { name: 'Main' }).getByRole('link').allTextContents()).toEqual(
      ['Home', 'Hydrants', 'Problem reports'],
    );
    await clerk.goto('/permits');
    await headingOf(clerk, 'You do not have access to Permits').waitFor();
    await clerk.getByText('You need the permission FD Permits - Read').waitFor();
    await clerk.getByText('Start by contacting an administrator of North Fire').waitFor();
    await clerk.goto('/operator/agencies');
    await clerk.getByText('This is for the platform operator').waitFor();

    const reader = await open();
    await signedIn(reader, 'reader@example.org', password, 'North Fire');
    await reader.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Permits' }).click();
    await headingOf(reader, 'Permits').waitFor();
    expect(await reader.getByRole('link', { name: 'Agencies' }).count()).toBe(0);
  });

  test('a deep link leads to signing in, and then to where it pointed', async () => {
    await addUser('deep@example.org', ['FD Permits - Read']);
    const page = await open();
    await page.goto('/permits?status=expired');
    await headingOf(page, 'Sign in').waitFor();
    await page.getByLabel('E-mail').fill('deep@example.org');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await headingOf(page, 'Permits').waitFor();
    await page.getByRole('button', { name: 'Status: Expired' }).waitFor();
    expect(new URL(page.url()).search).toBe('?status=expired');
  });

  test('a list is printed whole, dark on white, without what is there to be pressed', async () => {
    const paper = await world.agency('Paper Fire');
    await addUser('printer@example.org', ['FD Permits - Read', 'FD Permits - Create'], paper);
    const place = await world.place(paper, { addressLine: '1 Paper Street' });
    for (let number = 1; number <= 40; number++) {
      const facts = { placeId: place.id, number: `PR-${number}`, type: 'Hot work', class: 'operational' };
      expect((await paper.admin.post('/permits', facts)).status).toBe(201);
    }
    const page = await open({ colorScheme: 'dark', viewport: { width: 1000, height: 600 } });
    await signedIn(page, 'printer@example.org', password, 'Paper Fire');
    await page.goto('/permits');
    await rows(page).getByText('PR-40', { exact: true }).waitFor();
    const cut = () =>
      page.evaluate(`(() => {
      const box = document.querySelector('.table-box');
      return box.scrollHeight - box.clientHeight;
    })()`);
    expect(await cut()).toBeGreaterThan(100);
    await page.emulateMedia({ media: 'print' });
    expect(await cut()).toBeLessThan(5);
    expect(await page.evaluate('getComputedStyle(document.querySelector(".records td")).color')).toBe(
      'rgb(0, 0, 0)',
    );
    const gone = [
      page.getByRole('navigation', { name: 'Main' }),
      page.getByRole('link', { name: 'New permit' }),
      page.getByRole('button', { name: 'Search' }),
      page.getByRole('button', { name: 'Columns' }),
    ];
    for (const each of gone) expect(await each.count()).toBe(0);
    expect(await headingOf(page, 'Permits').isVisible()).toBe(true);
  });

  test('night red is chosen in the account menu, and holds', async () => {
    await addUser('night@example.org', ['FD Permits - Read']);
    const page = await open({ colorScheme: 'light' });
    await signedIn(page, 'night@example.org', password, 'North Fire');
    const colour = () => page.evaluate('getComputedStyle(document.body).color');
    await page.getByRole('button', { name: 'Ann Archer: account' }).click();
    await page.getByRole('menuitemradio', { name: 'Night red' }).click();
    await expect.poll(colour).toBe('rgb(238, 115, 102)');
    await page.reload();
    await headingOf(page, 'North Fire').waitFor();
    expect(await colour()).toBe('rgb(238, 115, 102)');
    await page.getByRole('button', { name: 'Ann Archer: account' }).click();
    expect(await page.getByRole('menuitemradio', { name: 'Night red' }).getAttribute('aria-checked')).toBe(
      'true',
    );
    await page.getByRole('menuitemradio', { name: 'Light', exact: true }).click();
    await expect.poll(colour).toBe('rgb(23, 33, 42)');
  });

  test('search finds records, screens and their owners by keyboard alone', async () => {
    await addUser('finder@example.org', ['FD Permits - Read', 'Addresses - Read']);
    await addPermit(north, 'N-77', '77 Wacker Drive');
    const page = await open();
    await signedIn(page, 'finder@example.org', password, 'North Fire');
    await page.keyboard.press('Control+k');
    await page.locator('[role="combobox"]:focus').waitFor();
    await page.keyboard.type('wacker');
    const found = page.getByRole('listbox', { name: 'Found' });
    await found.getByRole('option', { name: 'N-77' }).waitFor();
    expect(await found.getByRole('group').allTextContents()).toEqual([
      expect.stringMatching(/^Places.*77 Wacker Drive.*North Fire/),
      expect.stringMatching(/^Permits.*N-77.*77 Wacker Drive.*Applied.*North Fire/),
    ]);
    const chosen = () => found.locator('[aria-selected="true"]').textContent();
    expect(await chosen()).toMatch(/^77 Wacker Drive/);
    await page.keyboard.press('ArrowDown');
    await expect.poll(chosen).toMatch(/^N-77/);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('permits');
    await found.getByRole('group', { name: 'Go to' }).waitFor();
    await expect.poll(chosen).toBe('Permits');
    await page.keyboard.press('Enter');
    await headingOf(page, 'Permits').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await headingOf(page, 'North Fire').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Go to Permits').waitFor();
  });

  test('search finds an agency by its name: its row on the sheet for who shares, its records for who reads them', async () => {
    const brook = await world.agency('Brook Fire');
    await addUser('sharer@example.org', ['FD Permits - Read', 'Admin - Client Data Sharing']);
    await addUser('reader-of@example.org', ['Addresses - Read']);
    await world.grant(brook, north, { address: 'view' });
    const look = async (email: string) => {
      const page = await open();
      await signedIn(page, email, password, 'North Fire');
      await page.keyboard.press('Control+k');
      await page.locator('[role="combobox"]:focus').waitFor();
      await page.keyboard.type('brook');
      const agencies = page.getByRole('listbox', { name: 'Found' }).getByRole('group', { name: 'Agencies' });
      await agencies.getByRole('option', { name: 'Brook Fire' }).waitFor();
      expect(await agencies.getByRole('option').count()).toBe(1);
      await page.keyboard.press('Enter');
      return page;
    };
    const sharer = await look('sharer@example.org');
    await headingOf(sharer, 'Client Data Sharing').waitFor();
    await sharer.getByRole('combobox', { name: 'Hydrants for Brook Fire' }).waitFor();
    const reader = await look('reader-of@example.org');
    await headingOf(reader, 'Places').waitFor();
    await reader.getByRole('button', { name: 'Agency: Brook Fire' }).waitFor();
  });

  test('a session that ends in the middle of typing keeps the text, and the same person goes on', async () => {
    await addUser('typist@example.org', ['FD Permits - Read']);
    await addPermit(north, 'N-88', '88 Lake Street');
    await addPermit(north, 'N-89', '89 Lake Street');
    const page = await open();
    await signedIn(page, 'typist@example.org', password, 'North Fire');
    await page.goto('/permits');
    await rows(page).getByText('N-88', { exact: true }).waitFor();
    await endSessions('typist@example.org');
    await page.getByLabel('Find by number, type or address').fill('N-89');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Your session ended. Sign in again to continue.').waitFor();
    await dialog.getByLabel('Password', { exact: true }).fill('not the password');
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.getByText('The e-mail address or password is incorrect.').waitFor();
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Find by number, type or address').inputValue()).toBe('N-89');
    await expect.poll(() => rows(page).allTextContents()).toEqual(['N-89']);
  });

  test('somebody else who signs in where a session ended begins anew', async () => {
    await addUser('first@example.org', ['FD Permits - Read']);
    await addUser('second@example.org', ['FD Permits - Read'], south);
    const page = await open();
    await signedIn(page, 'first@example.org', password, 'North Fire');
    await page.goto('/permits');
    await headingOf(page, 'Permits').waitFor();
    await endSessions('first@example.org');
    await page.getByLabel('Find by number, type or address').fill('N-1');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill('second@example.org');
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('South Rescue').first().waitFor();
    expect(await page.getByText('North Fire').count()).toBe(0);
  });

  test('permits are filtered and sorted in the address, and what a partner stops sharing leaves without a reload', async () => {
    const east = await world.agency('East Fire');
    const west = await world.agency('West Fire');
    await addUser('lister@example.org', ['FD Permits - Read'], east);
    await addPermit(east, 'E-1', '1 East Road');
    await addPermit(east, 'E-2', '2 East Road');
    await addPermit(west, 'W-1', '1 West Road');
    await world.grant(west, east, { permits: 'view' });
    const page = await open();
    await signedIn(page, 'lister@example.org', password, 'East Fire');
    await page.goto('/permits');
    await rows(page).getByText('E-1', { exact: true }).waitFor();
    expect(await rows(page).allTextContents()).toEqual(['W-1', 'E-2', 'E-1']);
    await page.getByText('Shared · View Only').waitFor();
    await page.getByRole('button', { name: 'Number', exact: true }).click();
    await expect.poll(() => rows(page).allTextContents()).toEqual(['E-1', 'E-2', 'W-1']);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Whose' }).click();
    await page.getByLabel('Shared with us').click();
    await expect.poll(() => rows(page).allTextContents()).toEqual(['W-1']);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      sort: 'number',
      access: 'shared',
    });
    await page.reload();
    await expect.poll(() => rows(page).allTextContents()).toEqual(['W-1']);

    const sheet = await west.admin.get('/admin/user-data-sharing');
    const saved = await west.admin.put(
      '/admin/user-data-sharing',
      { items: [] },
      { ifMatch: sheet.body.version },
    );
    expect(saved.status).toBe(200);
    await page.getByText('No permit matches').waitFor();
  });
});
