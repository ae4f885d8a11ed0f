import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { openWorld, type TestAgency } from '../server/test/world.ts';
import { headingOf } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { isStill, mark, signedInAs } from './staff.ts';

await buildPages();
const app = await startApp();
const browser = await openChromium({});
const world = await openWorld(app);
const offline = 'You are offline.';

const rights = ['Addresses - Read', 'Addresses - Create', 'Addresses - Edit', 'FD Permits - Read'] as const;

async function opened(name: string): Promise<{ agency: TestAgency; page: Page }> {
  const agency = await world.agency(name);
  return { agency, page: await signedInAs(browser!, app, agency, rights) };
}
const gone = async (page: Page) => {
  await mark(page);
  await page.context().setOffline(true);
  await page.getByText(offline).waitFor();
};
const back = async (page: Page) => {
  await page.context().setOffline(false);
  await page.getByText(offline).waitFor({ state: 'detached' });
};

describe.skipIf(!browser)('without a network', { retry: 1 }, () => {
  test('what is read stays, a page that was never open comes by itself once the network is back', async () => {
    const { agency, page } = await opened('Reading FD');
    await world.place(agency, { addressLine: '1 Elm Street' });
    await page.getByRole('link', { name: 'Places' }).first().click();
    await page.getByText('1 Elm Street').first().waitFor();
    await gone(page);
    expect(await page.getByText('1 Elm Street').first().isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Permits' }).first().click();
    await page.getByText(offline).waitFor();
    await back(page);
    await headingOf(page, 'Permits').waitFor();
    expect(await isStill(page)).toBe(true);

    await page.getByRole('link', { name: 'Places' }).first().click();
    await page.getByText('1 Elm Street').first().waitFor();
    await page.getByText('1 Elm Street').first().click();
    await headingOf(page, '1 Elm Street').waitFor();
    await page.getByRole('link', { name: 'Places' }).first().click();
    await world.place(agency, { addressLine: '2 Oak Street' });
    await page.getByText('2 Oak Street').first().waitFor();
    await gone(page);
    await page.getByText('2 Oak Street').first().click();
    await page.getByText('This device is offline').waitFor();
    await back(page);
    await headingOf(page, '2 Oak Street').waitFor();
    expect(await isStill(page)).toBe(true);
  });

  test('what is typed stays through a save that cannot go, and is saved once the network is back', async () => {
    const { agency, page } = await opened('Writing FD');
    const place = await world.place(agency, { addressLine: '7 Pine Road' });
    await page.goto(`/places/${place.id}/edit`);
    await headingOf(page, 'Edit place').waitFor();
    const field = page.getByRole('main').getByLabel('Name', { exact: true });
    await gone(page);
    await field.fill('Typed without a network');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('This device is offline. Try again when it is connected.').waitFor();
    expect(await field.inputValue()).toBe('Typed without a network');
    await back(page);
    await page.getByText('You are back online. Try again.').waitFor();
    expect(await field.inputValue()).toBe('Typed without a network');
    expect((await agency.admin.get(`/places/${place.id}`)).body.name ?? null).toBe(place.name ?? null);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Place saved').waitFor();
    await expect
      .poll(async () => (await agency.admin.get(`/places/${place.id}`)).body.name)
      .toBe('Typed without a network');
    expect(await isStill(page)).toBe(true);
  });
});
