import type { Permission } from '@standpipe/policy';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { openWorld, type TestAgency } from '../server/test/world.ts';
import { afresh } from './afresh.ts';
import { headingOf } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { faultsEverywhere, isStill, mark, signedInAs } from './staff.ts';

await buildPages();
let app = await startApp();
const browser = await openChromium({}, true);
let world = await openWorld(app);
afresh(async () => {
  app = await startApp();
  world = await openWorld(app);
});

const everything: readonly Permission[] = [
  'Addresses - Read',
  'Addresses - Create',
  'Addresses - Edit',
  'Addresses - Delete',
  'FD Permits - Read',
  'FD Permits - Create',
  'Fire Inspections - Read',
];
const open = (agency: TestAgency, permissions = everything) => signedInAs(browser!, app, agency, permissions);

const middle = [-87.84, 42.36] as const;
const at = (east = 0, north = 0) => ({
  location: { type: 'Point', coordinates: [middle[0] + east, middle[1] + north] },
});
const close = `/map#16/${middle[1]}/${middle[0]}`;
const canvas = (page: Page) => page.locator('.map-canvas canvas');
/** What the map has drawn, as it tells a screen reader: asked of the drawing itself. */
const drawn = (page: Page) => page.getByRole('listbox', { name: 'On the map' }).getByRole('option');
const isDrawn = (page: Page, words: string) =>
  expect
    .poll(() => drawn(page).allTextContents(), { timeout: 90_000 })
    .toContainEqual(expect.stringContaining(words));
const isGone = (page: Page, words: string) =>
  expect
    .poll(async () => (await drawn(page).allTextContents()).filter((each) => each.includes(words)), {
      timeout: 90_000,
      interval: 50,
    })
    .toEqual([]);

async function share(from: TestAgency, to: TestAgency, address: 'none' | 'view'): Promise<void> {
  const sheet = await from.admin.get('/admin/client-data-sharing');
  const { version, levels } = sheet.body.items.find(
    (row: { partner: { id: string } }) => row.partner.id === to.id,
  );
  const saved = await from.admin.put(
    `/admin/client-data-sharing/${to.id}`,
    { levels: { ...levels, address } },
    { ifMatch: version },
  );
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

const neighbors = async () => ({
  owner: await world.agency('Owner FD'),
  partner: await world.agency('Partner FD'),
});

describe.skipIf(!browser)('in a browser', { retry: 1 }, () => {
  test('a shared place is drawn, opens beside the map, and leaves the canvas when it is revoked', async () => {
    const { owner, partner } = await neighbors();
    const place = await world.place(owner, { addressLine: '12 Mill Street', ...at() });
    await share(owner, partner, 'view');
    const page = await open(partner);
    await page.getByRole('link', { name: 'Map' }).click();
    await headingOf(page, 'Map').waitFor();
    await isDrawn(page, 'Place, Owner FD');
    await page.goto(close);
    await isDrawn(page, '12 Mill Street, Owner FD');
    await mark(page);
    await canvas(page).click();
    const panel = page.getByRole('complementary', { name: 'Chosen record' });
    await panel.getByRole('heading', { name: /12 Mill Street/ }).waitFor();
    await panel.getByText('Shared by Owner FD · View Only').waitFor();
    expect(new URL(page.url()).search).toContain(place.id);
    const shown = await canvas(page).screenshot();

    await share(owner, partner, 'none');
    await isGone(page, '12 Mill Street');
    await panel.getByText('does not share it with yours any more').waitFor();
    expect((await canvas(page).screenshot()).equals(shown)).toBe(false);
    expect(await isStill(page)).toBe(true);

    await share(owner, partner, 'view');
    await isDrawn(page, '12 Mill Street');
  });

  test('coming back to a page that the browser put aside shows nothing that was revoked meanwhile', async () => {
    const { owner, partner } = await neighbors();
    await world.place(owner, { addressLine: '3 Past Road', ...at() });
    await share(owner, partner, 'view');
    const page = await open(partner);
    await page.goto(close);
    await isDrawn(page, '3 Past Road');
    await page.goto('about:blank');
    await share(owner, partner, 'none');
    await page.goBack();
    await headingOf(page, 'Map').waitFor();
    await isGone(page, '3 Past Road');
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    await isGone(page, '3 Past Road');
  });

  test('is walked by keys alone: along the records, into one, and out again', async () => {
    const owner = await world.agency('Keys FD');
    await world.place(owner, { addressLine: '1 Middle Street', ...at() });
    await world.place(owner, { addressLine: '2 East Street', ...at(0.002) });
    await world.place(owner, { addressLine: '3 North Street', ...at(0, 0.0015) });
    const page = await open(owner);
    await page.goto(close);
    await isDrawn(page, '2 East Street');
    await canvas(page).focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await page.getByText('Alt and arrows walk from one record to the next').waitFor();
    const active = async () => {
      const id = await canvas(page).getAttribute('aria-activedescendant');
      return id ? page.locator(`[id="${id}"]`).textContent() : null;
    };
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(active).toMatch(/^2 East Street, Keys FD, .* E$/);
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Chosen record' });
    await panel.getByRole('heading', { name: /2 East Street/ }).waitFor();
    await panel.getByRole('button', { name: 'Close' }).press('Enter');
    await panel.waitFor({ state: 'detached' });
    await canvas(page).focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(active).toMatch(/^3 North Street/);
  });

  test('everything on it stands in a table with distance and bearing, which stands alone without WebGL', async () => {
    const owner = await world.agency('Table FD');
    await world.place(owner, { addressLine: '9 Far Street', ...at(0.004) });
    await world.place(owner, { addressLine: '1 Near Street', ...at(0.001) });
    const page = await open(owner);
    await page.goto(close);
    await isDrawn(page, '9 Far Street');
    await page.getByRole('button', { name: 'Table' }).click();
    const table = page.getByRole('table', { name: 'Places on the map' });
    await expect
      .poll(() => table.getByRole('rowheader').allTextContents())
      .toEqual(['1 Near Street', '9 Far Street']);
    expect(await table.getByRole('row').nth(1).textContent()).toContain('270 ft E');

    const without = await open(owner);
    await without.addInitScript(
      `HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {
        apply: (get, self, args) => (args[0] === 'webgl2' ? null : Reflect.apply(get, self, args)) })`,
    );
    await without.goto(close);
    await without.getByText('This browser cannot draw the map').waitFor();
    await without.getByRole('table').getByText('1 Near Street').waitFor();
  });

  test('its address brings back the view and the record; layers and agencies can be left out', async () => {
    const { owner, partner } = await neighbors();
    const place = await world.place(owner, { addressLine: '5 Deep Link', ...at() });
    await world.place(partner, { addressLine: '6 Own Street', ...at(0.002) });
    await share(owner, partner, 'view');
    const page = await open(partner);
    await page.goto(`/map?record=places/${place.id}#16.5/${middle[1]}/${middle[0]}`);
    await page.getByRole('heading', { name: /5 Deep Link/ }).waitFor();
    await isDrawn(page, '6 Own Street');
    expect(new URL(page.url()).hash).toBe(`#16.5/42.36000/-87.84000`);
    await page.getByRole('button', { name: 'Layers' }).click();
    await page.getByRole('dialog', { name: 'Layers' }).getByLabel('Owner FD').uncheck();
    await isGone(page, '5 Deep Link');
    await isDrawn(page, '6 Own Street');
    await page.getByRole('dialog', { name: 'Layers' }).getByLabel('Places').uncheck();
    await isGone(page, '6 Own Street');
    await page.reload();
    await page.getByRole('button', { name: 'Layers, 2 off' }).waitFor();
  });

  test('a search takes it to a place, and "near me" to the device', async () => {
    const owner = await world.agency('Search FD');
    await world.place(owner, { addressLine: '77 Sought Street', ...at(0.3, 0.1) });
    await world.place(owner, { addressLine: '88 Here Street', ...at(-0.2) });
    const page = await open(owner);
    await page.context().grantPermissions(['geolocation']);
    await page.context().setGeolocation({ longitude: middle[0] - 0.2, latitude: middle[1] });
    await page.goto(close);
    await page.getByLabel('Find a place on the map').fill('77 sou');
    await page.getByRole('option', { name: /77 Sought Street/ }).click();
    await page.getByRole('heading', { name: /77 Sought Street/ }).waitFor();
    await isDrawn(page, '77 Sought Street');
    await page.getByRole('button', { name: 'Near me' }).click();
    await isDrawn(page, '88 Here Street');
  });

  test('forms choose a place on it, and a new place its point', async () => {
    const owner = await world.agency('Forms FD');
    const place = await world.place(owner, { addressLine: '21 Form Street', ...at() });
    const page = await open(owner);
    await page.goto('/permits/new');
    await page.getByRole('button', { name: 'Choose on the map' }).click();
    const dialog = page.getByRole('dialog', { name: 'Choose a place' });
    await isDrawn(page, 'Place, Forms FD');
    await canvas(page).focus();
    const chosen = dialog.getByRole('status').getByText('21 Form Street', { exact: true });
    await expect
      .poll(
        async () => {
          await page.keyboard.press('Alt+ArrowRight');
          await page.keyboard.press('Enter');
          return chosen.count();
        },
        { interval: 500 },
      )
      .toBe(1);
    await dialog.getByRole('button', { name: 'Use this place' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('21 Form Street, Waukegan').waitFor();

    await page.goto('/places/new');
    const coordinates = page.getByRole('main').getByLabel('Coordinates').first();
    await coordinates.fill('42.4, -87.9');
    await page.getByRole('button', { name: 'Set on the map' }).click();
    const where = page.getByRole('dialog', { name: 'Where is it?' });
    await canvas(page).click({ position: { x: 40, y: 40 } });
    await where.getByRole('button', { name: 'Use this point' }).click();
    const [lat, lng] = (await coordinates.inputValue()).split(',').map(Number) as [number, number];
    expect(lat).toBeGreaterThan(42.4);
    expect(lng).toBeLessThan(-87.9);
    expect([Math.abs(lat - 42.4), Math.abs(lng + 87.9)].every((each) => each < 0.02)).toBe(true);
    expect(place.addressLine).toBe('21 Form Street');
  });

  test('is usable in day, dark and red light, wide and on a phone', async () => {
    const owner = await world.agency('Colors FD');
    await world.place(owner, { addressLine: '4 Color Street', ...at() });
    const page = await open(owner);
    await page.goto(close);
    await isDrawn(page, '4 Color Street');
    expect(await faultsEverywhere(page)).toEqual([]);
  });
});
