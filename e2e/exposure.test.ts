import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { afresh } from './afresh.ts';
import { faultsOf, headingOf, sticksOut, wear } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { exposureWorld } from './exposure.world.ts';

await buildPages();
const browser = await openChromium({});
const begin = async () => exposureWorld(await startApp());
let { north, south, west, permits, world, enter, give, seenBySouth } = await begin();
afresh(async () => {
  ({ north, south, west, permits, world, enter, give, seenBySouth } = await begin());
});

const none = { permits: 'none', inspections: 'none', addressShareModule: 'none' };
beforeEach(() => give(none));

const exposure = (page: Page) => page.getByRole('region', { name: 'What this exposes' });
const why = (page: Page) => page.getByRole('dialog', { name: 'Why can they (not) see it?' });

/** Chooses a level for the south on the User sheet and opens the review before its Save. */
async function choose(page: Page, module: string, level: string): Promise<void> {
  await page.getByLabel(`${module} for South Rescue`).selectOption({ label: level });
  await page.getByRole('region', { name: 'Not saved yet' }).getByRole('button', { name: 'Save' }).click();
}
const saveReviewed = async (page: Page) => {
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};

/** Opens the explanation of a permit by its own page and asks about an agency. */
async function ask(page: Page, id: string, agency: string): Promise<void> {
  await page.goto(`/permits/${id}`);
  await page.getByRole('button', { name: 'Who can see it?' }).click();
  await page.getByRole('combobox', { name: 'Agency' }).fill(agency);
  await page.getByRole('option', { name: agency }).click();
}

const startViewing = async (page: Page) => {
  await page.goto('/sharing?tab=given');
  await page.getByRole('button', { name: 'More about South Rescue' }).first().click();
  await page.getByRole('menuitem', { name: 'View as South Rescue' }).click();
  await page.getByText('You are viewing our records as a user of South Rescue').waitFor();
};

describe.skipIf(!browser)('before a save', { retry: 1 }, () => {
  test('the preview counts what the partner then gains and loses', async () => {
    const page = await enter(browser!, north);
    await page.goto('/admin/user-data-sharing');
    expect(await seenBySouth('permits')).toEqual([]);
    await page.getByLabel('Permit for South Rescue').selectOption({ label: 'View Only' });
    await page.getByText('Shows 2 more records, 1 depend on another agency').waitFor();
    await choose(page, 'Inspections', 'View Only');
    await exposure(page).getByText('3 records gained').or(exposure(page).getByText('+3')).first().waitFor();
    await exposure(page).getByText('2 records gained').waitFor();
    await exposure(page).getByText('1 record gained').waitFor();
    await exposure(page).getByText('whether South Rescue sees it also depends on').waitFor();
    const link = exposure(page).getByRole('link', { name: /N-1/ });
    expect(await link.getAttribute('href')).toBe(`/permits/${permits.hall.id}`);
    await saveReviewed(page);
    expect(await seenBySouth('permits')).toEqual(['N-1', 'N-2']);
    expect(await seenBySouth('inspections')).toEqual(['I-1']);

    await choose(page, 'Permit', 'None');
    await exposure(page).getByText('2 records lost').waitFor();
    await saveReviewed(page);
    expect(await seenBySouth('permits')).toEqual([]);
  });

  test('a change that turns nothing says so', async () => {
    const page = await enter(browser!, north);
    await page.goto('/admin/client-data-sharing');
    await page.getByLabel('Community Connect for South Rescue').selectOption({ label: 'View Only' });
    await page.getByRole('button', { name: /^Save/ }).first().click();
    await exposure(page).getByText('No records become visible or hidden.').waitFor();
  });

  test('a paused row is said to change nothing, and why', async () => {
    const closed = await world.agency('Closed Valley', { userSharing: false });
    await world.grant(north, closed, { permits: 'none' });
    const page = await enter(browser!, north);
    await page.goto('/admin/user-data-sharing');
    await page.getByLabel('Permit for Closed Valley').selectOption({ label: 'View Only' });
    await page.getByText('Paused: no change for now').waitFor();
    await page.getByRole('region', { name: 'Not saved yet' }).getByRole('button', { name: 'Save' }).click();
    await exposure(page).getByText('User Data Sharing is not enabled for Closed Valley').waitFor();
  });
});

describe.skipIf(!browser)('viewing as a partner', { retry: 1 }, () => {
  test('lists hold what the partner sees of ours, and no page offers to write', async () => {
    await give({ ...none, permits: 'view', inspections: 'view' });
    await world.grant(north, south, { address: 'view' });
    const page = await enter(browser!, north);
    await page.goto(`/permits/${permits.hall.id}`);
    await page
      .getByRole('link', { name: 'Edit' })
      .or(page.getByRole('button', { name: 'Edit' }))
      .first()
      .waitFor();
    await startViewing(page);
    await headingOf(page, 'Places').waitFor();
    const written: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') written.push(`${request.method()} ${request.url()}`);
    });
    const menu = page.getByRole('navigation', { name: 'Main' });
    expect(await menu.getByRole('link').allTextContents()).not.toContain('Sharing');
    const rowsOf = (label: string) => page.getByRole('table', { name: label }).getByRole('rowheader');
    const shown = async (label: string) => (await rowsOf(label).allTextContents()).sort();
    await expect.poll(() => shown('Places')).toEqual(['10 Hall Street', '20 Mill Road']);
    await menu.getByRole('link', { name: 'Inspections' }).click();
    await expect.poll(() => shown('Inspections')).toEqual(await seenBySouth('inspections'));
    await menu.getByRole('link', { name: 'Permits' }).click();
    await expect.poll(() => shown('Permits')).toEqual(await seenBySouth('permits'));
    await rowsOf('Permits').getByRole('link', { name: 'N-1' }).click();
    await page.getByText('Shared by North Fire · View Only').waitFor();
    for (const name of [/^Edit/, /^Delete/, /^New/, /^Issue/, /^Withhold/])
      expect(await page.getByRole('button', { name }).or(page.getByRole('link', { name })).count()).toBe(0);
    expect(written).toEqual([]);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Ours · North Fire').waitFor();
    await menu.getByRole('link', { name: 'Sharing', exact: true }).waitFor();
    await world.grant(north, south, { address: 'none' });
  });

  test('a screen about the own agency is not there while viewing as a partner', async () => {
    await give({ ...none, permits: 'view' });
    const page = await enter(browser!, north);
    await startViewing(page);
    await page.evaluate(
      `history.pushState({}, '', '/admin/dark-records'), dispatchEvent(new PopStateEvent('popstate'))`,
    );
    await headingOf(page, 'Only your agency has this page').waitFor();
    await page.getByRole('button', { name: 'Stop viewing as South Rescue' }).click();
    await headingOf(page, 'Hidden records').waitFor();
  });
});

describe.skipIf(!browser)('why can they (not) see it', { retry: 1 }, () => {
  test('the explanation names the missing grant, and says yes by itself once it is set', async () => {
    const page = await enter(browser!, north);
    await ask(page, permits.hall.id, 'South Rescue');
    await why(page).getByText('No. Users of South Rescue cannot see this permit.').waitFor();
    const remedy = why(page).getByRole('region', { name: 'One change is enough' });
    await remedy.getByText('Set Permit = View Only for South Rescue.').waitFor();
    const link = remedy.getByRole('link', { name: 'Open User Data Sharing' });
    expect(await link.getAttribute('href')).toMatch(/^\/admin\/user-data-sharing\?q=South/);
    await give({ ...none, permits: 'view' });
    await why(page).getByText('Yes. Users of South Rescue can see this permit.').waitFor();
    await why(page).getByText('Edit', { exact: true }).click();
    await why(page).getByText('No. Users of South Rescue cannot change this permit.').waitFor();
  });

  test('where a third agency has a say it is they who decide', async () => {
    await give({ ...none, permits: 'view' });
    const page = await enter(browser!, north);
    await ask(page, permits.depot.id, 'South Rescue');
    await why(page)
      .getByText(/^It depends\. Whether users of South Rescue can see this permit depends on/i)
      .waitFor();
    await why(page).getByText('West Marshal decides; ask them').first().waitFor();
    await why(page).getByText('Only West Marshal can tell you whether this is already set.').waitFor();
  });

  test('of one’s own agency a single user can be asked about', async () => {
    const page = await enter(browser!, north);
    const made = await north.admin.post('/admin/users', {
      name: 'Ola Idle',
      email: 'ola@example.org',
      roles: [],
    });
    expect(made.status).toBe(201);
    await ask(page, permits.hall.id, 'North Fire');
    await why(page).getByText('Yes. Users of North Fire can see this permit.').waitFor();
    await page.getByRole('combobox', { name: 'User' }).fill('Ola');
    await page.getByRole('option', { name: 'Ola Idle' }).click();
    await why(page).getByText('No. This user cannot see this permit.').waitFor();
    await why(page).getByText('Ola Idle lacks FD Permits - Read.').waitFor();
  });

  test('it is asked and answered by keyboard alone, and gives the focus back', async () => {
    const page = await enter(browser!, north);
    await page.goto(`/permits/${permits.hall.id}`);
    const button = page.getByRole('button', { name: 'Who can see it?' });
    await button.focus();
    await page.keyboard.press('Enter');
    await why(page).waitFor();
    await page.getByRole('combobox', { name: 'Agency' }).focus();
    await page.keyboard.type('South');
    await page.getByRole('option', { name: 'South Rescue' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await why(page).getByText('No. Users of South Rescue cannot see this permit.').waitFor();
    await page.keyboard.press('Escape');
    await why(page).waitFor({ state: 'detached' });
    await expect.poll(() => button.evaluate((each) => each === each.ownerDocument.activeElement)).toBe(true);
  });

  test('who may not ask is not shown a way to', async () => {
    const page = await enter(browser!, north, { grants: ['FD Permits - Read'] });
    await page.goto(`/permits/${permits.hall.id}`);
    await headingOf(page, 'N-1').waitFor();
    expect(await page.getByRole('button', { name: 'Who can see it?' }).count()).toBe(0);
    await page.goto('/sharing');
    await page
      .getByText('Admin - Client Data Sharing or Admin - User Data Sharing or Admin - Audit')
      .waitFor();
  });
});

describe.skipIf(!browser)('what is shared', { retry: 1 }, () => {
  test('the picture is a table of partners and modules in both directions', async () => {
    await give({ ...none, permits: 'view' });
    const page = await enter(browser!, north);
    await page.goto('/sharing');
    const picture = page.getByRole('table', { name: 'What each partner shares, by module.' });
    const cellsOf = (name: RegExp) => picture.getByRole('row', { name }).getByRole('cell').allTextContents();
    await picture.waitFor();
    expect((await cellsOf(/^South Rescue/)).filter((text) => text !== 'Nothing')).toEqual([
      'We share: View Only',
    ]);
    expect((await cellsOf(/^West Marshal/)).filter((text) => text !== 'Nothing')).toEqual([
      'Shared with us: Permit',
    ]);
    await page.getByText('We share', { exact: true }).first().click();
    await picture.getByRole('row', { name: /^West Marshal/ }).waitFor({ state: 'detached' });
    await picture.getByRole('link', { name: 'South Rescue' }).click();
    const grants = page.getByRole('table', { name: 'Grants' });
    await grants.getByRole('row', { name: /South Rescue Permit View Only In force/ }).waitFor();
  });

  test('partners’ views say who opened which record, and come as a file', async () => {
    await give({ ...none, permits: 'view' });
    expect((await south.admin.get(`/permits/${permits.mill.id}`)).status).toBe(200);
    const page = await enter(browser!, north);
    await page.goto('/sharing?tab=views&how=read');
    const row = page
      .getByRole('table', { name: 'Views' })
      .getByRole('row', { name: /South Rescue/ })
      .first();
    await row.getByRole('link', { name: 'Permit N-2' }).waitFor();
    await row.getByText('Opened').waitFor();
    await row.getByText('A user of South Rescue').waitFor();
    expect(await page.getByRole('main').innerText()).not.toMatch(/…[0-9a-f]{6}/);
    await row.getByRole('button', { name: 'Only theirs: this user of South Rescue' }).click();
    await page.getByRole('button', { name: /^User.*one of South Rescue/ }).waitFor();
    await row.getByRole('link', { name: 'Permit N-2' }).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).click(),
    ]);
    expect(await readFile(await file.path(), 'utf8')).toContain(permits.mill.id);
    await page.goto('/sharing?tab=given&module=permits');
    await page.getByRole('row', { name: /South Rescue Permit .* \d+ in 90 days/ }).waitFor();
  });

  test('hidden records are counted with who to ask, and exported with the owner notified', async () => {
    await world.grant(west, north, { addressShareModule: 'none' });
    const page = await enter(browser!, north);
    await page.goto('/admin/dark-records');
    const card = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: 'West Marshal' }) });
    await card.getByText('1 permit at its places').waitFor();
    await card.getByText('West Marshal decides. Contact them.').waitFor();
    await card.getByRole('button', { name: /^Export/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('West Marshal is notified').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    const csv = await readFile(await file.path(), 'utf8');
    expect(csv).toContain('N-5');
    expect(csv).not.toContain('Depot Way');
    const { body } = await west.admin.get('/notices');
    expect(JSON.stringify(body)).toContain('North Fire exported records of its own at your places');
    const held = ['Admin - User Data Sharing', 'FD Permits - Read'] as const;
    const clerk = await enter(browser!, north, { grants: held });
    await clerk.goto('/admin/dark-records');
    await clerk.getByRole('button', { name: /^Export/ }).click();
    await clerk.getByRole('dialog').getByText('Export the permits at places of West Marshal?').waitFor();
    const [part] = await Promise.all([
      clerk.waitForEvent('download'),
      clerk.getByRole('dialog').getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    expect(await readFile(await part.path(), 'utf8')).toContain('N-5');
    const other = await enter(browser!, north, { grants: ['Admin - User Data Sharing'] });
    await other.goto('/admin/dark-records');
    await other.getByText('Exporting permits requires FD Permits - Read').waitFor();
    expect(await other.getByRole('button', { name: /^Export/ }).count()).toBe(0);
    await world.grant(west, north, { addressShareModule: 'permit' });
    await page.reload();
    await page.getByText('No hidden records').waitFor();
  });
});

describe.skipIf(!browser)('for everybody', { retry: 1 }, () => {
  const states: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
    'the picture': async (page) => {
      await page.goto('/sharing');
      await page.getByRole('table').waitFor();
    },
    'what we share': async (page) => {
      await page.goto('/sharing?tab=given');
      await page.getByRole('table', { name: 'Grants' }).getByRole('row').nth(1).waitFor();
    },
    'partners’ views': async (page) => {
      await page.goto('/sharing?tab=views');
      await page.getByText('Columns').or(page.getByText('No partner views yet')).first().waitFor();
    },
    'hidden records': async (page) => {
      await page.goto('/admin/dark-records');
      await page.getByText('No hidden records').waitFor();
    },
    'the explanation': async (page) => {
      await ask(page, permits.depot.id, 'South Rescue');
      await why(page).getByText('West Marshal decides; ask them').first().waitFor();
      await why(page).locator('summary').click();
    },
    'reading as a partner': startViewing,
  };
  const scenes = [
    { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
    { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
  ] as const;
  for (const scene of scenes)
    for (const [name, reach] of Object.entries(states))
      test(`${name} has no accessibility fault, ${scene.colorScheme === 'dark' ? 'dark and night' : 'light'}, ${scene.viewport.width} wide, and stays in its width`, async () => {
        await give({ ...none, permits: 'view' });
        const page = await enter(browser!, north, scene);
        await reach(page);
        expect(await faultsOf(page)).toEqual([]);
        if (scene.colorScheme === 'dark') {
          await wear(page, 'night');
          expect(await faultsOf(page, 'colour')).toEqual([]);
        }
        expect(await sticksOut(page)).toEqual([]);
      });

  for (const scene of scenes)
    test(`the preview has no accessibility fault, ${scene.colorScheme}, ${scene.viewport.width} wide`, async () => {
      const page = await enter(browser!, north, { ...scene, viewport: { width: 1024, height: 800 } });
      await page.goto('/admin/user-data-sharing');
      await choose(page, 'Permit', 'View Only');
      await exposure(page).getByText('2 records gained').waitFor();
      expect(await faultsOf(page)).toEqual([]);
    });
});
