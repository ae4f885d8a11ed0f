import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ensureFirstOperator } from '../server/src/people/setup.ts';
import { startApp } from '../server/test/app.ts';
import { registryOf, registryRow } from '../server/test/registry.ts';
import { openWorld } from '../server/test/world.ts';
import { afresh } from './afresh.ts';
import { faultsOf, headingOf, letIn, visit } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { faultsEverywhere } from './staff.ts';

const password = 'correct horse battery';
const email = 'olive@example.org';
await buildPages();
const begin = async () => {
  const app = await startApp({ STANDPIPE_OPERATOR_EMAIL: email, STANDPIPE_OPERATOR_PASSWORD: password });
  await ensureFirstOperator(app.house, () => {});
  return { app, world: await openWorld(app) };
};
let { app, world } = await begin();
afresh(async () => {
  ({ app, world } = await begin());
});
const browser = await openChromium({});

/** The operator's page, at an address. */
async function at(path: string, heading: string): Promise<Page> {
  const page = await visit(browser!, app.base, { viewport: { width: 1280, height: 900 } });
  await letIn(page, email, password);
  await page.goto(path);
  await headingOf(page, heading).waitFor();
  return page;
}
/** Axe looks at every page four times. */
const slow = { timeout: 300_000 };
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const dialog = (page: Page) => page.getByRole('dialog');

/** What the server itself says of an account. */
async function account(name: string) {
  const { rows } = await world.sql.query(
    'select name, county_fips, time_zone, client_data_sharing, user_data_sharing, active from agency where name = $1',
    [name],
  );
  return rows[0];
}

const registry = ['state,county', 'this is no registry file,at all'].join('\n');

/** A stations file of two departments in a county, and a row that names none. */
const departments = ['Zion Fire', 'Winthrop Fire'] as const;
const stations = registryOf([...departments, ''].map((name, at) => registryRow(`1001${at}`, name)));

describe.skipIf(!browser)('the operator', { retry: 1 }, () => {
  test(
    'adds an agency with a county found by name, brings its administrator in by a link, and edits it',
    slow,
    async () => {
      const page = await at('/operator/agencies/new', 'Add an agency');
      await press(page, 'Add the agency');
      await page.getByText('Enter the name of the agency.').waitFor();
      await page.getByLabel('Name', { exact: true }).fill('Boerne Fire');
      await page.getByLabel('State').selectOption('TX');
      await page.getByRole('combobox', { name: 'County', exact: true }).fill('kend');
      await page.getByRole('option', { name: 'Kendall County' }).click();
      expect(await faultsEverywhere(page)).toEqual([]);
      await press(page, 'Add the agency');
      await headingOf(page, 'Boerne Fire').waitFor();
      expect(await account('Boerne Fire')).toMatchObject({
        county_fips: '48259',
        time_zone: 'America/Chicago',
        client_data_sharing: true,
      });

      await page.getByLabel('Name', { exact: true }).fill('Ann Archer');
      await page.getByLabel('E-mail').fill('ann@boerne.example.org');
      await press(page, 'Add administrator');
      const link = await page.getByLabel('Invitation link for Ann Archer').inputValue();
      expect(await faultsEverywhere(page)).toEqual([]);
      await page.reload();
      await headingOf(page, 'Boerne Fire').waitFor();
      expect(await page.getByLabel('Invitation link for Ann Archer').count()).toBe(0);
      await page.getByLabel('Name', { exact: true }).fill('Ann Archer');
      await page.getByLabel('E-mail').fill('ann@boerne.example.org');
      await press(page, 'Add administrator');
      await page.getByText('Did their link get lost?').waitFor();
      expect(await faultsEverywhere(page)).toEqual([]);
      await press(page, 'New invitation link');
      await page.getByText('Did their link get lost?').waitFor({ state: 'detached' });
      const anew = await page.getByLabel('Invitation link for Ann Archer').inputValue();
      const invited = await visit(browser!, app.base);
      await invited.goto(new URL(link).pathname);
      await headingOf(invited, 'This invitation no longer works').waitFor();
      await invited.goto(new URL(anew).pathname);
      await headingOf(invited, 'Boerne Fire invites you').waitFor();

      await page.getByRole('link', { name: 'Edit' }).click();
      await headingOf(page, 'Edit Boerne Fire').waitFor();
      await page.getByLabel('Name', { exact: true }).fill('Boerne Fire Rescue');
      await press(page, 'Save');
      await headingOf(page, 'Boerne Fire Rescue').waitFor();
    },
  );

  test('finds an account from anywhere by its name, by keyboard', async () => {
    await world.agency('Bergheim Fire', { county: '48259' });
    const page = await at('/operator/health', 'Health');
    await page.keyboard.press('Control+k');
    await page.locator('[role="combobox"]:focus').waitFor();
    await page.keyboard.type('bergheim');
    await page.getByRole('option', { name: 'Bergheim Fire' }).waitFor();
    await page.keyboard.press('Enter');
    await headingOf(page, 'Bergheim Fire').waitFor();
    await page.getByRole('switch', { name: 'User Data Sharing' }).waitFor();
  });

  test('is told what a feature off and a deactivation pause before they are', slow, async () => {
    const { id } = await world.agency('Comfort Fire', { county: '48265' });
    const page = await at(`/operator/agencies/${id}`, 'Comfort Fire');
    await page.getByRole('switch', { name: 'User Data Sharing' }).click();
    await dialog(page).getByText('inspections, permits and the Address Share Module').waitFor();
    expect((await account('Comfort Fire')).user_data_sharing).toBe(true);
    await press(page, 'Turn off');
    await dialog(page).waitFor({ state: 'detached' });
    expect((await account('Comfort Fire')).user_data_sharing).toBe(false);

    await press(page, 'Deactivate');
    await dialog(page).getByText('partners see none of its records').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Deactivate' }).click();
    await press(page, 'Activate');
    await dialog(page).getByText('Its people can sign in again').waitFor();
    expect((await account('Comfort Fire')).active).toBe(false);
    await dialog(page).getByRole('button', { name: 'Activate' }).click();
    await page.getByRole('button', { name: 'Deactivate' }).waitFor();
    expect((await account('Comfort Fire')).active).toBe(true);
  });

  test(
    'links two agencies across a county line and removes the link, told that the rows end',
    slow,
    async () => {
      await world.agency('Near Fire', { county: '48259' });
      await world.agency('Far Fire', { county: '48029' });
      const page = await at('/operator/links', 'Links');
      await page.getByText('No links yet').waitFor();
      await page.getByRole('button', { name: 'Add link' }).first().click();
      for (const [label, name] of [
        ['First agency', 'Near Fire'],
        ['Second agency', 'Far Fire'],
      ] as const) {
        await page.getByRole('combobox', { name: label }).fill(name);
        await page.getByRole('option', { name: new RegExp(name) }).click();
      }
      await press(page, 'Link agencies');
      const row = page.getByRole('row', { name: /Near Fire/ });
      await row.getByText('Far Fire').waitFor();
      expect(await faultsEverywhere(page)).toEqual([]);
      await row.getByRole('button', { name: /^Remove the link/ }).click();
      await dialog(page).getByText('sharing between them ends now').waitFor();
      await press(page, 'Remove link');
      await page.getByText('No links yet').waitFor();
    },
  );

  test(
    'reads how the server is, and is told in words what a file lacks that is no registry',
    slow,
    async () => {
      const page = await at('/operator/health', 'Health');
      await page.getByText('Running for').waitFor();
      expect(await faultsEverywhere(page)).toEqual([]);
      await page.goto('/operator/registry');
      await headingOf(page, 'Import departments').waitFor();
      await press(page, 'Dry run');
      await page.getByText('Choose the stations file.').waitFor();
      await page
        .getByLabel('Drop the stations file here, or choose it')
        .setInputFiles({ name: 'stations.csv', mimeType: 'text/csv', buffer: Buffer.from(registry) });
      await press(page, 'Dry run');
      await page.getByText('The file cannot be read as a registry').waitFor();
      expect(await faultsEverywhere(page)).toEqual([]);
    },
  );

  test(
    'makes accounts of the departments of a registry file, after a dry run that writes nothing',
    slow,
    async () => {
      const page = await at('/operator/registry', 'Import departments');
      await page
        .getByLabel('Drop the stations file here, or choose it')
        .setInputFiles({ name: 'il.csv', mimeType: 'text/csv', buffer: Buffer.from(stations) });
      await page.getByLabel('State').selectOption('IL');
      await press(page, 'Dry run');
      await page.getByRole('heading', { name: 'Dry run result', exact: true }).waitFor();
      const figure = (label: string) =>
        page.locator('.figures > div').filter({ hasText: label }).locator('dd').innerText();
      expect([await figure('Would be added'), await figure('Rejected rows')]).toEqual(['2', '1']);
      await page.getByText('the department has no name').waitFor();
      expect(await account(departments[0])).toBeUndefined();
      expect(await faultsEverywhere(page)).toEqual([]);
      await press(page, 'Import 2 departments');
      await page.getByRole('heading', { name: 'Imported', exact: true }).waitFor();
      expect(await figure('Added')).toBe('2');
      expect(await account(departments[0])).toMatchObject({
        county_fips: '17097',
        active: true,
        client_data_sharing: false,
      });
      await page.getByRole('link', { name: 'Go to the agencies' }).click();
      await page
        .getByRole('link', { name: departments[1] })
        .or(page.getByRole('row', { name: departments[1] }))
        .first()
        .waitFor();
      await page.goto('/operator/registry');
      await page
        .getByLabel('Drop the stations file here, or choose it')
        .setInputFiles({ name: 'il.csv', mimeType: 'text/csv', buffer: Buffer.from(stations) });
      await press(page, 'Dry run');
      await page.getByRole('heading', { name: 'Dry run result', exact: true }).waitFor();
      expect([await figure('Would be added'), await figure('Unchanged')]).toEqual(['0', '2']);
    },
  );
});
