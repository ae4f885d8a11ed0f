import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  mapped as given,
  manyPermits,
  permitMapping,
  upload,
} from '../server/src/imports/fixture.imports.ts';
import { holdMidway } from '../server/src/imports/fixture.midway.ts';
import { startApp } from '../server/test/app.ts';
import { openWorld, type TestAgency } from '../server/test/world.ts';
import { afresh } from './afresh.ts';
import { headingOf } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { faultsEverywhere, signedInAs } from './staff.ts';

await buildPages();
let app = await startApp();
const browser = await openChromium({});
let world = await openWorld(app);
afresh(async () => {
  app = await startApp();
  world = await openWorld(app);
});

const file = `Permit No,Work,Kind,Standing,Issued,Address,City,ST,Lon,Lat
P-1,Hot work,operational,ACTIVE,2026-02-11,100 Main St,Baraboo,WI,-89.744,43.471
P-2,Fire alarm,construction,DONE,2026-12-10,200 Main St,Baraboo,WI,-89.745,43.472
P-3,Tents,nonsense,ACTIVE,2026-12-31,300 Main St,Baraboo,WI,-89.746,43.473
`;
const rights = [
  'FD Permits - Read',
  'FD Permits - Create',
  'FD Permits - Edit',
  'Addresses - Read',
  'Addresses - Create',
] as const;

/** Axe looks at every page four times. */
const slow = { timeout: 300_000 };
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const from = (page: Page, field: string) => page.getByLabel(`${field} comes from`);

/** A page on which the file of permits is uploaded. */
async function uploaded(agency: TestAgency): Promise<Page> {
  const page = await signedInAs(browser!, app, agency, rights);
  await page.goto('/admin/imports/new');
  await headingOf(page, 'New import').waitFor();
  expect(await page.getByRole('radio', { name: /Inspections/ }).count()).toBe(0);
  await page.getByRole('radio', { name: /Permits/ }).check();
  await press(page, 'Upload');
  await page.getByText('Choose a file.').waitFor();
  await page
    .getByLabel('Drop a file here, or choose it')
    .setInputFiles({ name: 'permits.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await press(page, 'Upload');
  await headingOf(page, 'permits.csv').waitFor();
  return page;
}

/** Says where the fields come from that no column's name tells. */
async function mapped(page: Page): Promise<void> {
  await page.getByText('Class is not filled.').waitFor();
  await from(page, 'Type').selectOption({ label: 'Work' });
  await from(page, 'Class').selectOption({ label: 'Kind' });
}

describe.skipIf(!browser)('imports', { retry: 1 }, () => {
  test(
    'a file is mapped, tried, and imported, and what was left out is handed back with its reason',
    slow,
    async () => {
      const own = await world.agency('Sauk Fire');
      const page = await uploaded(own);
      expect(await faultsEverywhere(page)).toEqual([]);
      await mapped(page);
      await page.getByRole('button', { name: /of Class$/ }).click();
      await press(page, 'Add those of the file');
      expect(await faultsEverywhere(page)).toEqual([]);
      await press(page, 'Remove value 3');
      await page.getByLabel('What value 2 becomes').selectOption('construction');
      await press(page, 'Dry run');
      await page.getByRole('heading', { name: 'Dry run result', exact: true }).waitFor();
      const figure = (label: string) =>
        page.locator('.figures > div').filter({ hasText: label }).locator('dd').innerText();
      expect(await figure('Would be added')).toBe('2');
      expect(await figure('Rejected rows')).toBe('1');
      expect((await own.admin.get('/permits')).body.items).toEqual([]);
      expect(await faultsEverywhere(page)).toEqual([]);

      await press(page, 'Import');
      await page.getByRole('heading', { name: 'Imported', exact: true }).waitFor();
      const { items } = (await own.admin.get('/permits')).body;
      expect(items.map(({ number }: { number: string }) => number).sort()).toEqual(['P-1', 'P-2']);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Rejected rows (CSV)' }).click(),
      ]);
      const rejected = await readFile((await download.path())!, 'utf8');
      expect(rejected).toContain('P-3');
      expect(rejected).not.toContain('P-1');

      await page.goto('/admin/imports');
      await page
        .getByRole('row', { name: /permits\.csv/ })
        .getByText('Imported')
        .waitFor();
      expect(await faultsEverywhere(page)).toEqual([]);
    },
  );

  test('imports are narrowed by what they bring in and how far they are', async () => {
    const own = await world.agency('Pierce Fire');
    for (const name of ['one.csv', 'two.csv'])
      expect((await upload(own.admin, 'permit', file, `&name=${name}`)).status).toBe(201);
    const page = await signedInAs(browser!, app, own, [...rights, 'Fire Inspections - Create']);
    await page.goto('/admin/imports');
    await page.getByText('2 imports').waitFor();
    await press(page, 'Filter');
    await page.getByRole('menuitem', { name: 'What' }).click();
    await page.getByRole('radio', { name: 'Inspections' }).click();
    await page.getByText('No import matches').waitFor();
    expect(new URL(page.url()).search).toBe('?kind=inspection');
    await page.goto('/admin/imports?status=ready');
    await page.getByText('2 imports').waitFor();
    await page.goto('/admin/imports?status=done');
    await page.getByText('No import matches').waitFor();
  });

  test('an import that lacks a field does not start, and says which', slow, async () => {
    const page = await uploaded(await world.agency('Iowa Fire'));
    await from(page, 'Type').selectOption({ label: 'Work' });
    await press(page, 'Dry run');
    await page.getByText('Type is not filled.').waitFor({ state: 'detached' });
    await page.getByText('Class is not filled.').waitFor();
    expect(await page.getByRole('heading', { name: 'Dry run result', exact: true }).count()).toBe(0);
  });

  test(
    'an import is stopped midway, keeps what it has done, and goes on where it stopped',
    slow,
    async () => {
      const own = await world.agency('Midway Fire');
      const many = 600;
      const { body } = await upload(own.admin, 'permit', manyPermits(many));
      await given(own.admin, body.id, permitMapping);
      const page = await signedInAs(browser!, app, own, rights);
      await page.goto(`/admin/imports/${body.id}`);
      const heading = (name: string) => page.getByRole('heading', { name, exact: true });
      const midway = await holdMidway(app, world, own, 'M-300', async () => {
        await press(page, 'Import');
        await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
      });
      await heading('Importing').waitFor();
      await press(page, 'Stop');
      await heading('Stopped').waitFor();
      await midway.letGo();
      const done = async () => (await own.admin.get(`/imports/${body.id}`)).body.progress.created as number;
      await expect.poll(done).toBeGreaterThan(0);
      expect(await done()).toBeLessThan(many);
      await page.reload();
      await heading('Stopped').waitFor();
      expect(await page.getByRole('button', { name: 'Stop', exact: true }).count()).toBe(0);
      await press(page, 'Resume');
      await heading('Imported').waitFor({ timeout: 120_000 });
      expect(
        await page.locator('.figures > div').filter({ hasText: 'Added' }).first().locator('dd').innerText(),
      ).toBe(String(many));
      expect((await own.admin.get('/permits?limit=1&count=exact')).body.total).toBe(many);
      expect(await page.getByRole('button', { name: 'Resume', exact: true }).count()).toBe(0);
    },
  );

  test('own records go out as CSV and GeoJSON from the list, as it is filtered', slow, async () => {
    const own = await world.agency('Dane Fire');
    const page = await signedInAs(browser!, app, own, rights);
    await page.goto('/permits?q=hydrant');
    await headingOf(page, 'Permits').waitFor();
    await press(page, 'Export');
    const csv = page.getByRole('menuitem', { name: /^CSV/ });
    expect(await csv.getAttribute('href')).toBe('/api/v1/exports/permits.csv?q=hydrant');
    const [download] = await Promise.all([page.waitForEvent('download'), csv.click()]);
    expect(download.suggestedFilename()).toBe('permits.csv');
    await page.goto('/admin/imports?tab=exports');
    await page.getByRole('link', { name: 'Permits as GeoJSON' }).waitFor();
    expect(await page.getByRole('link', { name: /^Inspections as/ }).count()).toBe(0);
    expect(await faultsEverywhere(page)).toEqual([]);
  });
});
