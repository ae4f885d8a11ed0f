import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { upload } from '../server/src/imports/fixture.imports.ts';
import { startApp } from '../server/test/app.ts';
import { openWorld } from '../server/test/world.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { signedInAs } from './staff.ts';

await buildPages();
const app = await startApp();
const browser = await openChromium({});
const world = await openWorld(app);

const rights = [
  ...(['FD Permits - Read', 'FD Permits - Create', 'FD Permits - Edit'] as const),
  ...(['Addresses - Read', 'Addresses - Create'] as const),
];
const pictures = process.env.PICTURES;
const section = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

test.skipIf(!browser)(
  'a file that leaves day, month and points open asks for both, shows what each answer makes of it, and comes in',
  { timeout: 120_000, retry: 1 },
  async () => {
    const agency = await world.agency('Asking FD');
    const file = [
      'permit number,type,class,status,address,city,state,lng,lat,issued',
      'A-1,Hot work,operational,issued,10 Elm St,Salem,MA,42.52,-70.89,01/03/2024',
      'A-2,Hot work,operational,issued,12 Elm St,Salem,MA,42.53,-70.88,02/03/2024',
      '',
    ].join('\n');
    const { body } = await upload(agency.admin, 'permit', file);
    const page = await signedInAs(browser!, app, agency, rights);
    await page.goto(`/admin/imports/${body.id}`);
    await section(page, 'The file does not say').waitFor();
    await page.getByRole('button', { name: 'Day first' }).click();
    await page.getByText('2024-03-01').waitFor();
    if (pictures)
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${pictures}/questions-${width}.png`, fullPage: true });
      }
    await page.getByRole('button', { name: 'Swap them' }).click();
    await section(page, 'The file does not say').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Dry run', exact: true }).click();
    await section(page, 'Dry run result').waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await section(page, 'Imported').waitFor();
    if (pictures) await page.screenshot({ path: `${pictures}/imported.png`, fullPage: true });
    const { items } = (await agency.admin.get('/permits?sort=number')).body;
    expect(items.map((each: { issuedOn: string }) => each.issuedOn)).toEqual(['2024-03-01', '2024-03-02']);
    expect(items[0].place.location.coordinates).toEqual([-70.89, 42.52]);
  },
);
