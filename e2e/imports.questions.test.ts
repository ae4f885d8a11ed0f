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
const allRights = [
  ...rights,
  ...(['Addresses - Edit', 'Hydrants - Read', 'Hydrants - Create', 'Hydrants - Edit'] as const),
];
const pictures = process.env.PICTURES;
const lookAt = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
};
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

/** Uploads a file as somebody who has never done it, and runs it as it is proposed. */
async function bringIn(page: Page, kind: string, name: string, content: string): Promise<void> {
  await page.goto('/admin/imports/new');
  await page.getByRole('radio', { name: new RegExp(`^${kind}`) }).check({ force: true });
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await lookAt(page, `${name}-1-new`);
  await page.getByRole('button', { name: 'Upload' }).click();
  await section(page, 'Which column is what').waitFor();
  await lookAt(page, `${name}-2-proposed`);
  await page.getByRole('button', { name: 'Dry run', exact: true }).click();
  await section(page, 'Dry run result').waitFor();
  await lookAt(page, `${name}-3-dry-run`);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await section(page, 'Imported').waitFor();
  await lookAt(page, `${name}-4-imported`);
}

test.skipIf(!browser)(
  'somebody new brings in a state-plane file, one with day-first dates and an own export, as they are proposed',
  { timeout: 240_000, retry: 1 },
  async () => {
    const agency = await world.agency('New FD');
    const page = await signedInAs(browser!, app, agency, allRights);
    const plane =
      'Hydrant No,Easting,Northing,Flow GPM\nH-1,1117585.97,2074166.26,1100\nH-2,1114862.5,2077795.02,0\n';
    await bringIn(page, 'Hydrants', 'state-plane.csv', plane);
    const { items: hydrants } = (await agency.admin.get('/hydrants?sort=number')).body;
    expect(hydrants.map(({ ratedFlowGpm }: { ratedFlowGpm: number }) => ratedFlowGpm)).toEqual([1100, null]);
    expect(hydrants[0].location.coordinates[0]).toBeCloseTo(-87.84, 2);
    expect(hydrants[0].location.coordinates[1]).toBeCloseTo(42.36, 2);

    const dates = [
      'permit number,type,class,address,city,state,lng,lat,issued',
      'D-1,Tent,operational,1 Elm St,Waukegan,IL,-87.84,42.36,03/04/2024',
      'D-2,Tent,operational,2 Elm St,Waukegan,IL,-87.84,42.37,25/04/2024',
    ].join('\n');
    await bringIn(page, 'Permits', 'day-first.csv', dates);
    const { items: permits } = (await agency.admin.get('/permits?sort=number')).body;
    expect(permits.map(({ issuedOn }: { issuedOn: string }) => issuedOn)).toEqual([
      '2024-04-03',
      '2024-04-25',
    ]);

    const out = new TextDecoder().decode((await agency.admin.get('/exports/places.csv')).bytes);
    await bringIn(page, 'Places', 'own-export.csv', out.replace('"1 Elm St"', '"1 Elm Street"'));
    const { items: places } = (await agency.admin.get('/places?sort=addressLine')).body;
    expect(places.map(({ addressLine }: { addressLine: string }) => addressLine)).toEqual([
      '1 Elm Street',
      '2 Elm St',
    ]);
  },
);
