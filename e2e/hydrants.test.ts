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
const browser = await openChromium({});
let world = await openWorld(app);
afresh(async () => {
  app = await startApp();
  world = await openWorld(app);
});
const all = ['Hydrants - Read', 'Hydrants - Create', 'Hydrants - Edit', 'Hydrants - Delete'] as const;
const open = (agency: TestAgency) => signedInAs(browser!, app, agency, [...all]);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const field = (page: Page, name: string) => page.getByRole('main').getByLabel(name).first();
const location = { type: 'Point', coordinates: [-88, 42.3] };

async function pair(level: 'view' | 'edit') {
  const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
  await world.grant(owner, partner, { hydrants: level });
  const made = await owner.admin.post('/hydrants', { number: 'H-7', location, type: 'dryBarrel' });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { owner, partner, id: made.body.id as string };
}

describe.skipIf(!browser)('hydrants in a browser', { retry: 1 }, () => {
  test('a hydrant is created by type, and what is unknown is not saved as none', async () => {
    const owner = await world.agency('Maker FD');
    const page = await open(owner);
    await page.goto('/hydrants/new');
    await field(page, 'Number').fill('P-1');
    await field(page, 'Coordinates').fill('42.3, -88');
    await page.getByLabel('Main size, in').fill('8');
    await page.getByLabel('Type').selectOption({ label: 'Pond' });
    expect(await page.getByLabel('Main size, in').count()).toBe(0);
    await page.getByLabel('Volume, gal').fill('30,000');
    await press(page, 'Add the hydrant');
    await headingOf(page, 'Hydrant P-1').waitFor();
    const [made] = (await owner.admin.get('/hydrants')).body.items;
    expect(made).toMatchObject({ type: 'pond', volumeGal: 30_000, mainSizeIn: null, outlets: null });
  });

  test('a flow test shows its worksheet before it is saved, and rates the hydrant', async () => {
    const { owner, id } = await pair('view');
    const page = await open(owner);
    await page.goto(`/hydrants/${id}/test`);
    await field(page, 'Static, psi').fill('80');
    await field(page, 'Residual, psi').fill('80');
    await page.getByLabel('Outlet 1, pitot pressure in psi').fill('40');
    await press(page, 'Record the test');
    await page.getByText('The residual pressure must be below the static pressure').waitFor();
    await field(page, 'Residual, psi').fill('60');
    await page.getByText('29.83 × 0.9 × 2.5² × √40').waitFor();
    await page.getByText('1,920 gpm').waitFor();
    await press(page, 'Record the test');
    await page.getByText('Gives the rating').waitFor();
    expect((await owner.admin.get(`/hydrants/${id}`)).body).toMatchObject({ flowClass: 'AA' });
  });

  test('a partner marks a hydrant out of service; the owner sees it without a reload, and restores', async () => {
    const { owner, partner, id } = await pair('edit');
    const ours = await open(owner);
    await ours.goto(`/hydrants/${id}`);
    await headingOf(ours, 'Hydrant H-7').waitFor();
    await mark(ours);
    const theirs = await open(partner);
    await theirs.goto(`/hydrants/${id}`);
    await headingOf(theirs, 'Hydrant H-7').waitFor();
    expect(await theirs.getByRole('tab').allTextContents()).toEqual(['Overview', 'Flow tests']);
    await press(theirs, 'Mark out of service');
    await theirs.getByLabel('Reason').fill('Broken stem');
    await theirs.getByRole('dialog').getByRole('button', { name: 'Mark out of service' }).click();
    await theirs.getByText('Out of service: Broken stem.').waitFor();
    await ours.getByText('Out of service: Broken stem.').waitFor();
    await ours.getByRole('tab', { name: 'Versions' }).click();
    await ours.getByText('Partner FD').first().waitFor();
    await press(ours, 'Restore version 1');
    await press(ours, 'Restore');
    await theirs.getByRole('button', { name: 'Mark out of service' }).waitFor();
    expect(await isStill(ours)).toBe(true);
    expect((await owner.admin.get(`/hydrants/${id}`)).body).toMatchObject({
      version: 3,
      status: 'inService',
    });
  });

  test('a partner edits only what its level lets it, and loses the page when the grant ends', async () => {
    const { owner, partner, id } = await pair('edit');
    const page = await open(partner);
    await page.goto(`/hydrants/${id}/edit`);
    await field(page, 'How to find it').fill('Behind the mailbox');
    expect(await page.getByLabel('Coordinates').count()).toBe(0);
    expect(await page.getByLabel('Internal notes').count()).toBe(0);
    await press(page, 'Save');
    await page.getByText('Behind the mailbox').waitFor();
    const { version } = (await owner.admin.get('/admin/client-data-sharing')).body.items.find(
      (each: { partner: { id: string } }) => each.partner.id === partner.id,
    );
    const levels = { hydrants: 'none' };
    const put = await owner.admin.put(
      `/admin/client-data-sharing/${partner.id}`,
      { levels },
      { ifMatch: version },
    );
    expect(put.status, JSON.stringify(put.body)).toBe(200);
    await headingOf(page, 'This hydrant is not here').waitFor();
  });

  test('the pages have no faults of access, in every color and width', async () => {
    const { owner, id } = await pair('view');
    const body = {
      testedOn: '2026-05-04',
      staticPsi: 80,
      residualPsi: 60,
      outlets: [{ sizeIn: 2.5, coefficient: 0.9, pitotPsi: 40 }],
    };
    await owner.admin.post(`/hydrants/${id}/tests`, body);
    const page = await open(owner);
    const faults: string[] = [];
    for (const path of [
      '',
      `/${id}`,
      `/${id}?tab=tests`,
      `/${id}?tab=versions`,
      `/${id}/edit`,
      `/${id}/test`,
    ]) {
      await page.goto(`/hydrants${path}`);
      await page.getByRole('main').getByText('H-7').first().waitFor();
      faults.push(...(await faultsEverywhere(page)));
    }
    expect(faults).toEqual([]);
  });
});
