import { builtInRoles } from '@standpipe/policy';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { readPdf } from '../server/test/pdf.ts';
import { openWorld, type TestAgency } from '../server/test/world.ts';
import { afresh } from './afresh.ts';
import { faultsOf, fillSignIn, headingOf, letIn, sticksOut, visit, wear } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';

await buildPages();
let app = await startApp();
const browser = await openChromium({});
let world = await openWorld(app);
afresh(async () => {
  app = await startApp();
  world = await openWorld(app);
});
const password = 'correct horse battery';
const clientSheet = '/admin/client-data-sharing';
const userSheet = '/admin/user-data-sharing';

/** A county of its own: an agency with its administrator, and partners that are there by themselves. */
async function county(fips: string, names: readonly string[]) {
  const agencies: TestAgency[] = [];
  for (const name of names) agencies.push(await world.agency(name, { county: fips }));
  const [own, ...partners] = agencies;
  const email = `admin-${fips}@example.org`;
  await addUser(own!, email, builtInRoles.Administrator!);
  return { own: own!, partners, email };
}

let nextCounty = 48301;
/** A county of its own for every try, with a second administrator of the same agency. */
async function twoAdministrators(names: readonly string[]) {
  nextCounty += 2;
  const fips = String(nextCounty);
  const { own, partners, email } = await county(fips, names);
  const second = `second-${fips}@example.org`;
  await addUser(own, second, builtInRoles.Administrator!, 'Bob Baker');
  return { own, partners, email, second };
}

async function addUser(
  agency: TestAgency,
  email: string,
  permissions: readonly string[],
  name = 'Ann Archer',
): Promise<void> {
  const role = await agency.admin.post('/admin/roles', { name: `Of ${email}`, permissions });
  const roles = [role.body.id];
  const made = await agency.admin.post('/admin/users', { name, email, password, roles });
  expect(made.status).toBe(201);
}

/** Somebody's page, at a sheet. */
async function at(path: string, email: string, options = {}): Promise<Page> {
  const page = await visit(browser!, app.base, options);
  await letIn(page, email, password);
  await page.goto(path);
  await headingOf(page, path === userSheet ? 'User Data Sharing' : 'Client Data Sharing').waitFor();
  return page;
}

const cell = (page: Page, module: string, partner: string): Locator =>
  page.getByRole('combobox', { name: new RegExp(`^${module} for ${partner}`) });
const button = (page: Page | Locator, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const panel = (page: Page) => page.getByRole('dialog');
const said = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

type Levels = Record<string, string>;

/** What is stored, asked of the server itself. */
async function stored(own: TestAgency, path: string, partner: string): Promise<Levels | null> {
  const { body } = await own.admin.get(path);
  return (
    body.items.find((row: { partner: { name: string } }) => row.partner.name === partner)?.levels ?? null
  );
}

/** Saves a row behind the page's back, as another administrator would. */
async function saveElsewhere(own: TestAgency, partner: TestAgency, levels: Levels): Promise<void> {
  const { body } = await own.admin.get(clientSheet);
  const row = body.items.find((each: { partner: { id: string } }) => each.partner.id === partner.id);
  const saved = await own.admin.put(`${clientSheet}/${partner.id}`, { levels }, { ifMatch: row.version });
  expect(saved.status).toBe(200);
}

describe.skipIf(!browser)('Client Data Sharing', { retry: 1 }, () => {
  test('a row is saved by its own Save, after a look at what changes, and can be taken back', async () => {
    const { own, email } = await county('48001', ['Alder Fire', 'Beech Fire', 'Cedar Fire']);
    const page = await at(clientSheet, email);
    await cell(page, 'Hydrants', 'Beech Fire').selectOption('View Only');
    await said(page, '1 change not saved');
    expect(await button(page, 'Save Cedar Fire').count()).toBe(0);
    await button(page, 'Save Beech Fire').click();
    await panel(page).getByText('None').first().waitFor();
    expect(await stored(own, clientSheet, 'Beech Fire')).toMatchObject({ hydrants: 'none' });
    await button(panel(page), 'Save').click();
    await said(page, 'Saved for Beech Fire');
    expect(await stored(own, clientSheet, 'Beech Fire')).toMatchObject({ hydrants: 'view' });
    expect(await button(page, 'Save Beech Fire').count()).toBe(0);
    await button(page, 'Undo').click();
    await expect.poll(() => cell(page, 'Hydrants', 'Beech Fire').inputValue()).toBe('none');
    expect(await stored(own, clientSheet, 'Beech Fire')).toMatchObject({ hydrants: 'none' });
  });

  test('columns, levels and badges are those of the sources', async () => {
    const { own, email } = await county('48003', ['Dover Fire', 'Elm Fire']);
    const far = await world.agency('Far Fire', { county: '48005' });
    await world.sql.query(
      'insert into agency_link (id, one, other) select gen_random_uuid(), least($1::uuid, $2), greatest($1::uuid, $2)',
      [own.id, far.id],
    );
    const page = await at(clientSheet, email);
    expect(await page.getByRole('columnheader').allTextContents()).toEqual(
      expect.arrayContaining([
        'Pre-Plans',
        'Hydrants',
        'Community Connect',
        'Address',
        'Device Locations',
        'Command',
        'Messaging',
      ]),
    );
    const levels = async (module: string) =>
      cell(page, module, 'Elm Fire').getByRole('option', { includeHidden: true }).allTextContents();
    expect(await levels('Pre-Plans')).toEqual(['None', 'View Only', 'Can Make Changes']);
    expect(await levels('Command')).toEqual(['None', 'View Only', 'Command Transfer']);
    expect(await levels('Messaging')).toEqual(['None', 'Send and Receive']);
    await page
      .getByRole('row', { name: /Elm Fire/ })
      .getByText('same county')
      .waitFor();
    await page
      .getByRole('row', { name: /Far Fire/ })
      .getByText('linked')
      .waitFor();
  });

  test('Pre-Plans without Address is said at the cell, keeps Save from saving, and is mended by its button', async () => {
    const { own, email } = await county('48007', ['Grove Fire', 'Hill Fire']);
    const page = await at(clientSheet, email);
    const prePlans = cell(page, 'Pre-Plans', 'Hill Fire');
    await prePlans.selectOption('View Only');
    await said(page, 'Set Address to View Only before sharing Pre-Plans.');
    expect(await prePlans.getAttribute('aria-invalid')).toBe('true');
    await button(page, 'Save Hill Fire').click();
    await expect
      .poll(() => page.evaluate('document.activeElement.textContent'))
      .toBe('Set Address to View Only');
    expect(await panel(page).count()).toBe(0);
    await page.keyboard.press('Enter');
    expect(await cell(page, 'Address', 'Hill Fire').inputValue()).toBe('view');
    expect(await prePlans.getAttribute('aria-invalid')).toBeNull();
    await button(page, 'Save Hill Fire').click();
    await button(panel(page), 'Save').click();
    await said(page, 'Saved for Hill Fire');
    expect(await stored(own, clientSheet, 'Hill Fire')).toMatchObject({ prePlans: 'view', address: 'view' });
  });

  test('a level that lets a partner change things asks first, and Back leaves it unsaved', async () => {
    const { own, email } = await county('48009', ['Ivy Fire', 'Juniper Fire']);
    const page = await at(clientSheet, email);
    await cell(page, 'Command', 'Juniper Fire').selectOption('Command Transfer');
    await button(page, 'Save Juniper Fire').click();
    await page.getByRole('heading', { name: 'Let Juniper Fire make changes?' }).waitFor();
    await panel(page)
      .getByText(/strongly recommended .* agreement and\/or SOG, SOP or Policy & Procedure/)
      .waitFor();
    await button(panel(page), 'Back').click();
    expect(await cell(page, 'Command', 'Juniper Fire').inputValue()).toBe('transfer');
    expect(await stored(own, clientSheet, 'Juniper Fire')).toMatchObject({ command: 'none' });
    await button(page, 'Save Juniper Fire').click();
    await button(panel(page), 'Save and allow changes').click();
    await said(page, 'Saved for Juniper Fire');
    expect(await stored(own, clientSheet, 'Juniper Fire')).toMatchObject({ command: 'transfer' });
  });

  test('Bulk Actions save for all selected partners or for none, and say for whom it fails', async () => {
    const { own, partners, email } = await county('48011', [
      'Kale Fire',
      'Lark Fire',
      'Moss Fire',
      'Nut Fire',
    ]);
    await saveElsewhere(own, partners[0]!, { address: 'view' });
    const page = await at(clientSheet, email);
    for (const name of ['Lark Fire', 'Moss Fire', 'Nut Fire'])
      await page.getByRole('checkbox', { name: `Select ${name}` }).check();
    const bulk = page.getByRole('region', { name: 'Bulk Actions' });
    await bulk.getByText('3 partners selected').waitFor();
    await bulk.getByLabel('Module').selectOption('Pre-Plans');
    await bulk.getByLabel('Level').selectOption('View Only');
    await button(bulk, 'Apply').click();
    expect(await cell(page, 'Pre-Plans', 'Lark Fire').inputValue()).toBe('view');
    await button(bulk, 'Save 3 partners').click();
    await bulk.getByText('Nothing was saved.').waitFor();
    expect(await bulk.getByRole('listitem').allTextContents()).toEqual([
      '2 partners: Set Address to View Only before sharing Pre-Plans. (Moss Fire, Nut Fire)',
    ]);
    expect(await stored(own, clientSheet, 'Lark Fire')).toMatchObject({ prePlans: 'none' });
    await button(bulk, 'Set Address to View Only for all of them').click();
    await button(bulk, 'Save 3 partners').click();
    await button(panel(page), 'Save').click();
    await said(page, 'Saved for 3 partners');
    for (const name of ['Lark Fire', 'Moss Fire', 'Nut Fire'])
      expect(await stored(own, clientSheet, name)).toMatchObject({ prePlans: 'view', address: 'view' });
    expect(await bulk.count()).toBe(0);
  });

  test('a row that is changed by hand after Apply is saved by itself, not with the others', async () => {
    const { own, email } = await county('48013', ['Oak Fire', 'Pine Fire', 'Quince Fire']);
    const page = await at(clientSheet, email);
    await page.getByRole('checkbox', { name: 'Select all partners shown' }).check();
    const bulk = page.getByRole('region', { name: 'Bulk Actions' });
    await bulk.getByLabel('Module').selectOption('Hydrants');
    await button(bulk, 'Apply').click();
    await cell(page, 'Hydrants', 'Pine Fire').selectOption('None');
    await button(bulk, 'Save 1 partner').click();
    await button(panel(page), 'Save').click();
    await said(page, 'Saved for 1 partner');
    expect(await stored(own, clientSheet, 'Quince Fire')).toMatchObject({ hydrants: 'view' });
    expect(await stored(own, clientSheet, 'Pine Fire')).toMatchObject({ hydrants: 'none' });
  });

  test('of two administrators on the same row the second sees what the first changed, and decides', async () => {
    const { own, partners, email } = await county('48015', ['Rose Fire', 'Sage Fire']);
    const page = await at(clientSheet, email);
    await cell(page, 'Hydrants', 'Sage Fire').selectOption('Can Make Changes');
    await saveElsewhere(own, partners[0]!, { hydrants: 'view', messaging: 'exchange' });
    await button(page, 'Save Sage Fire').click();
    await button(panel(page), 'Save and allow changes').click();
    const rows = panel(page).getByRole('row');
    await expect
      .poll(() => rows.allTextContents())
      .toEqual([
        expect.any(String),
        'HydrantsCan Make ChangesView Only',
        'MessagingNot changedSend and Receive',
      ]);
    await button(panel(page), 'Back to the form').click();
    expect(await cell(page, 'Hydrants', 'Sage Fire').inputValue()).toBe('edit');
    await button(page, 'Save Sage Fire').click();
    await button(panel(page), 'Save and allow changes').click();
    await button(panel(page), 'Save mine').click();
    await said(page, 'Saved for Sage Fire');
    expect(await stored(own, clientSheet, 'Sage Fire')).toMatchObject({
      hydrants: 'edit',
      messaging: 'exchange',
    });
  });

  test('a row that another administrator saves says so at once where it is being changed, and either can stand', async () => {
    const { own, email, second } = await twoAdministrators(['Rook Fire', 'Swift Fire', 'Teal Water']);
    const page = await at(clientSheet, email);
    const other = await at(clientSheet, second);
    const saveOther = async (module: string, partner: string, level: string) => {
      await cell(other, module, partner).selectOption(level);
      await button(other, `Save ${partner}`).click();
      await button(panel(other), /^Save/).click();
      await said(other, `Saved for ${partner}`);
      await panel(other).waitFor({ state: 'detached' });
    };
    await cell(page, 'Hydrants', 'Swift Fire').selectOption('View Only');
    await cell(page, 'Address', 'Swift Fire').selectOption('View Only');
    await saveOther('Hydrants', 'Swift Fire', 'Can Make Changes');
    await page.getByRole('status').filter({ hasText: 'Changed by Bob Baker just now' }).waitFor();
    expect(await cell(page, 'Hydrants', 'Swift Fire').inputValue()).toBe('view');
    await said(page, 'Theirs: Can Make Changes');
    await button(page, 'Keep mine for Swift Fire').click();
    await page.getByText('Changed by Bob Baker').waitFor({ state: 'detached' });
    await button(page, 'Save Swift Fire').click();
    await button(panel(page), 'Save').click();
    await said(page, 'Saved for Swift Fire');
    expect(await stored(own, clientSheet, 'Swift Fire')).toMatchObject({ hydrants: 'view', address: 'view' });

    // Where nothing was chosen, the row simply shows what is so now, without a word between.
    await expect.poll(() => cell(other, 'Hydrants', 'Swift Fire').inputValue()).toBe('view');
    expect(await other.getByText('Changed by').count()).toBe(0);

    await cell(page, 'Messaging', 'Teal Water').selectOption('Send and Receive');
    await saveOther('Device Locations', 'Teal Water', 'View Only');
    await button(page, 'Load theirs for Teal Water').click();
    expect(await cell(page, 'Messaging', 'Teal Water').inputValue()).toBe('none');
    expect(await cell(page, 'Device Locations', 'Teal Water').inputValue()).toBe('view');
    expect(await button(page, 'Save Teal Water').count()).toBe(0);
  });

  test('the details of a row say who just changed it, without a reload', async () => {
    const { own, partners, email } = await twoAdministrators(['Umber Fire', 'Vale Fire']);
    const page = await at(clientSheet, email, { viewport: { width: 390, height: 844 } });
    await button(page, /^Vale Fire/).click();
    await panel(page).getByText('You share').waitFor();
    await saveElsewhere(own, partners[0]!, { command: 'view' });
    await panel(page).getByText('Changed by User of Umber Fire just now').waitFor();
    expect(await panel(page).getByRole('combobox', { name: 'Command' }).inputValue()).toBe('view');
    await panel(page).getByRole('combobox', { name: 'Command' }).selectOption('None');
    await saveElsewhere(own, partners[0]!, { messaging: 'exchange' });
    await button(panel(page), 'Keep mine for Vale Fire').waitFor();
    expect(await panel(page).getByRole('combobox', { name: 'Command' }).inputValue()).toBe('none');
    expect(await faultsOf(page)).toEqual([]);
  });

  test('theirs can be loaded instead, and what was chosen is gone', async () => {
    const { own, partners, email } = await county('48017', ['Teal Fire', 'Umber Fire']);
    const page = await at(clientSheet, email);
    await cell(page, 'Hydrants', 'Umber Fire').selectOption('View Only');
    await saveElsewhere(own, partners[0]!, { deviceLocations: 'view' });
    await button(page, 'Save Umber Fire').click();
    await button(panel(page), 'Save').click();
    await button(panel(page), 'Load theirs').click();
    await expect.poll(() => cell(page, 'Device Locations', 'Umber Fire').inputValue()).toBe('view');
    expect(await cell(page, 'Hydrants', 'Umber Fire').inputValue()).toBe('none');
    expect(await button(page, 'Save Umber Fire').count()).toBe(0);
  });

  test('leaving with a row that is not saved asks first; discarding it lets go', async () => {
    const { email } = await county('48019', ['Vale Fire', 'Wren Fire']);
    const page = await at(clientSheet, email);
    await cell(page, 'Messaging', 'Wren Fire').selectOption('Send and Receive');
    await page.getByRole('link', { name: 'User Data Sharing' }).click();
    await panel(page).getByText('Leave without saving?').waitFor();
    await button(panel(page), 'Stay').click();
    expect(await cell(page, 'Messaging', 'Wren Fire').inputValue()).toBe('exchange');
    await button(page, 'Discard the changes for Wren Fire').click();
    expect(await cell(page, 'Messaging', 'Wren Fire').inputValue()).toBe('none');
    await page.getByRole('link', { name: 'User Data Sharing' }).click();
    await headingOf(page, 'User Data Sharing').waitFor();
  });

  test('dates are set in the details, by the clocks of the agency, and pause the row until then', async () => {
    const { own, email } = await county('48021', ['Yew Fire', 'Zinnia Fire']);
    await world.sql.query("update agency set time_zone = 'America/Chicago' where id = $1", [own.id]);
    const page = await at(clientSheet, email);
    await cell(page, 'Hydrants', 'Zinnia Fire').selectOption('View Only');
    await button(page, 'Zinnia Fire').click();
    await panel(page).getByLabel('Starts').fill('2060-07-01T08:00');
    await button(panel(page), 'Save').click();
    await page.getByRole('heading', { name: 'Save for Zinnia Fire?' }).waitFor();
    await button(panel(page), 'Save').click();
    await said(page, 'Saved for Zinnia Fire');
    const { body } = await own.admin.get(clientSheet);
    expect(body.items[0]).toMatchObject({ startsAt: '2060-07-01T13:00:00.000Z', inForce: false });
    await page.keyboard.press('Escape');
    await button(page, /^Paused: why Zinnia Fire/).click();
    await said(page, /It starts on Jul 1, 2060, 8:00 AM CDT/);
  });

  test('dates alone are reviewed: what an end in the past hides, and what clearing it shows again with the warning', async () => {
    const { own, partners, email } = await county('48053', ['Yarrow Fire', 'Zelkova Fire']);
    await world.place(own, { addressLine: '1 Elm Street' });
    await world.grant(own, partners[0]!, { address: 'view', prePlans: 'edit' });
    const page = await at(clientSheet, email);
    await button(page, 'Zelkova Fire').click();
    await panel(page).getByLabel('Ends').fill('2020-07-01T08:00');
    await button(panel(page), 'Save').click();
    const exposed = page.getByRole('region', { name: 'What this exposes' });
    await exposed.getByText('1 record lost').waitFor();
    await button(panel(page), 'Save').click();
    await said(page, 'Saved for Zelkova Fire');
    await panel(page).getByLabel('Ends').fill('');
    await button(panel(page), 'Save').click();
    await page.getByRole('heading', { name: 'Let Zelkova Fire make changes?' }).waitFor();
    await exposed.getByText('1 record gained').waitFor();
    await panel(page)
      .getByText(/strongly recommended/)
      .waitFor();
    await button(panel(page), 'Back').click();
    await panel(page).getByLabel('Ends').fill('2060-07-01T08:00');
    await button(panel(page), 'Save').click();
    await exposed.getByText(/Ends Jul 1, 2060/).waitFor();
    await exposed.getByText('1 record lost').waitFor();
  });

  test('what a partner gives back stands below, and a partner whose feature is off says who enables it', async () => {
    const { own, partners, email } = await county('48023', ['Ash Fire', 'Birch Fire']);
    await world.agency('Quiet Fire', { county: '48023', clientSharing: false });
    await world.grant(partners[0]!, own, { hydrants: 'edit' });
    const page = await at(clientSheet, email);
    const row = page.getByRole('row', { name: /Birch Fire/ });
    expect(await row.getByRole('gridcell').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('They share Can Make Changes')]),
    );
    await button(page, /^Not in force: why Quiet Fire/).click();
    await said(page, /not enabled for Quiet Fire.* Customer Success Manager or Implementation Manager/);
  });

  test('the sheet works by keyboard alone', async () => {
    const { own, email } = await county('48025', ['Abbey Fire', 'Bay Fire', 'Cove Fire', 'Dale Fire']);
    const page = await at(clientSheet, email);
    await cell(page, 'Pre-Plans', 'Bay Fire').focus();
    const here = () => page.evaluate('document.activeElement.getAttribute("aria-label")');
    await page.keyboard.press('ArrowRight');
    expect(await here()).toBe('Hydrants for Bay Fire');
    await page.keyboard.press('ArrowDown');
    await expect.poll(here).toBe('Hydrants for Cove Fire');
    await page.keyboard.press('v');
    expect(await cell(page, 'Hydrants', 'Cove Fire').inputValue()).toBe('view');
    await page.keyboard.press('Control+End');
    await expect.poll(here).toBe('Hydrants for Dale Fire');
    expect(await cell(page, 'Hydrants', 'Dale Fire').inputValue()).toBe('none');
    await page.keyboard.press('ArrowUp');
    await expect.poll(here).toBe('Hydrants for Cove Fire, not saved');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    expect(await here()).toBe('Save Cove Fire');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Save for Cove Fire?' }).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Save');
    await page.keyboard.press('Enter');
    await said(page, 'Saved for Cove Fire');
    expect(await stored(own, clientSheet, 'Cove Fire')).toMatchObject({ hydrants: 'view' });
  });

  test('200 partners: only rows in sight are on the page, and name, county and level narrow them', async () => {
    const { own, email } = await county('48027', ['Great Fire']);
    await world.sql.query(
      `with made as (insert into agency (id, name, state, county_fips, color, client_data_sharing)
         select gen_random_uuid(), 'Station ' || lpad(n::text, 3, '0'), 'TX', '48027', '#2f6f9f', true
         from generate_series(1, 200) n returning id)
       insert into agency_county (agency_id, fips, home) select id, '48027', true from made`,
    );
    const { body } = await own.admin.get(clientSheet);
    const partnerIds = body.items.slice(0, 5).map((row: { partner: { id: string } }) => row.partner.id);
    await own.admin.post(`${clientSheet}/bulk`, { partnerIds, levels: { hydrants: 'edit' } });
    const page = await at(clientSheet, email, { viewport: { width: 1280, height: 800 } });
    await said(page, '200 partner agencies');
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('201');
    expect(await page.getByRole('row').count()).toBeLessThan(40);
    await cell(page, 'Messaging', 'Station 001').focus();
    await page.keyboard.press('Control+End');
    await cell(page, 'Messaging', 'Station 200').waitFor();
    expect(await page.getByRole('columnheader', { name: 'Messaging' }).isVisible()).toBe(true);
    await page.getByLabel('Find by name of a partner').fill('station 04');
    await said(page, '12 of 200 partner agencies');
    await page.goto(`${clientSheet}?hydrants=edit`);
    await said(page, '5 of 200 partner agencies');
    await page.goto(`${clientSheet}?sharing=changes&q=003`);
    await said(page, '1 of 200 partner agencies');
  });

  test('on paper a sheet has every partner that the filters let through, as saved', async () => {
    const others = Array.from({ length: 40 }, (_, at) => `Paper ${at + 10} Fire`);
    const { own, email } = await county('48047', ['Ink Fire', ...others]);
    const page = await at(clientSheet, email, {
      colorScheme: 'dark',
      viewport: { width: 1280, height: 700 },
    });
    await said(page, '40 partner agencies');
    await cell(page, 'Hydrants', 'Paper 10 Fire').selectOption('edit');
    await page.emulateMedia({ media: 'print' });
    const onPaper = (name: string) => page.getByRole('table').getByRole('row', { name });
    await onPaper('Paper 49 Fire').waitFor();
    expect(await onPaper('Fire').count()).toBe(40);
    expect(await page.getByRole('grid').isVisible()).toBe(false);
    expect(await onPaper('Paper 10 Fire').textContent()).not.toContain('Edit');
    await page.getByText('Unsaved changes are not included.').waitFor();
    const printed = (await readPdf(await page.pdf({ format: 'Letter', landscape: true }))).join(' ');
    for (const name of others) expect(printed).toContain(name);
    expect(printed).toContain('What Ink Fire shares');
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('grid').waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
    expect(await stored(own, clientSheet, 'Paper 10 Fire')).toMatchObject({ hydrants: 'none' });
  });

  test('without the permission, or while the feature is off, the address says who to ask', async () => {
    const { own, email } = await county('48029', ['Elder Fire', 'Fern Fire']);
    await addUser(own, 'viewer-48029@example.org', ['FD Permits - Read']);
    const page = await visit(browser!, app.base);
    await fillSignIn(page, 'viewer-48029@example.org', password);
    await headingOf(page, 'Elder Fire').waitFor();
    expect(await page.getByRole('link', { name: 'Client Data Sharing' }).count()).toBe(0);
    await page.goto(clientSheet);
    await headingOf(page, 'You do not have access to Client Data Sharing').waitFor();
    await said(page, /contacting an administrator of Elder Fire/);
    const admin = await at(clientSheet, email);
    await world.sql.query('update agency set client_data_sharing = false where id = $1', [own.id]);
    await admin.reload();
    await headingOf(admin, 'Client Data Sharing is not enabled').waitFor();
    await said(admin, /Customer Success Manager or Implementation Manager/);
  });
});

describe.skipIf(!browser)('User Data Sharing', { retry: 1 }, () => {
  test('a partner is found by typing, added, given levels and saved with the one Save; the trash can takes it off', async () => {
    const { own, email } = await county('48031', ['Glen Fire', 'Heath Fire']);
    const page = await at(userSheet, email);
    await said(page, 'No partner agencies yet');
    const field = page.getByRole('combobox', { name: 'Partner agency' });
    await button(page, 'Add').click();
    await said(page, 'Type the name of an agency.');
    await field.fill('heath');
    await page.getByRole('option', { name: /Heath Fire/ }).click();
    await button(page, 'Add').click();
    await cell(page, 'Inspections', 'Heath Fire').selectOption('View Only');
    await cell(page, 'Address Share Module', 'Heath Fire').selectOption('Fire Inspection/Permit');
    await cell(page, 'Permit', 'Heath Fire').selectOption('View Only');
    expect(await stored(own, userSheet, 'Heath Fire')).toBeNull();
    await button(page, 'Save').click();
    await button(panel(page), 'Save').click();
    await said(page, 'Saved 1 change to User Data Sharing');
    expect(await stored(own, userSheet, 'Heath Fire')).toEqual({
      inspections: 'view',
      addressShareModule: 'fireInspectionAndPermit',
      permits: 'view',
    });
    await field.fill('heath');
    await said(page, /already in the table/);
    await button(page, 'Remove Heath Fire').click();
    await said(page, 'Removed when you save');
    await button(page, 'Keep Heath Fire').click();
    expect(await button(page, 'Save').count()).toBe(0);
    await button(page, 'Remove Heath Fire').click();
    await button(page, 'Save').click();
    await panel(page).getByText('All sharing with this partner ends.').waitFor();
    await button(panel(page), 'Save').click();
    await said(page, 'No partner agencies yet');
    expect(await stored(own, userSheet, 'Heath Fire')).toBeNull();
  });

  test('a row says where no user has the Read permission, and why it is paused', async () => {
    const { own, email } = await county('48033', ['Inlet Fire']);
    const reading = await world.agency('Reading Fire', { county: '48035' });
    const { rows } = await world.sql.query(
      `insert into agency (id, name, state, county_fips, color, user_data_sharing)
       values (gen_random_uuid(), 'Empty Fire', 'TX', '48035', '#2f6f9f', false) returning id`,
    );
    const items = [reading.id, rows[0].id].map((partnerId) => ({ partnerId, levels: { permits: 'view' } }));
    expect((await own.admin.put(userSheet, { items }, { ifMatch: 0 })).status).toBe(200);
    const page = await at(userSheet, email);
    const readers = page.getByRole('row', { name: /Reading Fire/ });
    await readers.waitFor();
    expect(await readers.getByText(/No user at/).count()).toBe(0);
    const empty = page.getByRole('row', { name: /Empty Fire/ });
    await empty.getByText('No user at Empty Fire has FD Permits - Read').waitFor();
    await empty.getByText('No user at Empty Fire has Fire Inspections - Read').waitFor();
    await button(page, /^Paused: why Empty Fire/).click();
    await said(page, /User Data Sharing is not enabled for Empty Fire/);
  });

  test('another administrator saved the table at the same time: theirs is shown, mine is kept, and both stand after', async () => {
    const { own, partners, email } = await county('48037', ['Jade Fire', 'Knoll Fire', 'Lea Fire']);
    const [one, two] = partners.map(({ id }) => id);
    await own.admin.put(userSheet, { items: [{ partnerId: one, levels: {} }] }, { ifMatch: 0 });
    const page = await at(userSheet, email);
    await cell(page, 'Permit', 'Knoll Fire').selectOption('View Only');
    const items = [
      { partnerId: one, levels: { inspections: 'view' } },
      { partnerId: two, levels: { inspections: 'view' } },
    ];
    expect((await own.admin.put(userSheet, { items }, { ifMatch: 1 })).status).toBe(200);
    await button(page, 'Save').click();
    await button(panel(page), 'Save').click();
    await panel(page).getByText('Someone else saved changes').waitFor();
    const rows = await panel(page).getByRole('row').allTextContents();
    expect(rows.slice(1)).toEqual(
      expect.arrayContaining([
        'Knoll Fire: InspectionsNot changedView Only',
        'Knoll Fire: PermitView OnlyNone',
        expect.stringMatching(/^Lea Fire.*Added: Inspections View Only/),
      ]),
    );
    await button(panel(page), 'Save mine').click();
    await said(page, /^Saved 1 change/);
    expect(await stored(own, userSheet, 'Knoll Fire')).toMatchObject({
      inspections: 'view',
      permits: 'view',
    });
    expect(await stored(own, userSheet, 'Lea Fire')).toMatchObject({ inspections: 'view' });
  });

  test('what another administrator saves in the table shows at once, and is decided row by row before Save', async () => {
    const { own, partners, email } = await twoAdministrators([
      'Oak Fire',
      'Palm Fire',
      'Reed Fire',
      'Sedge Fire',
    ]);
    const [one, two, three] = partners.map(({ id }) => id);
    const put = async (items: object[], version: number) =>
      expect((await own.admin.put(userSheet, { items }, { ifMatch: version })).status).toBe(200);
    await put(
      [one, two].map((partnerId) => ({ partnerId, levels: {} })),
      0,
    );
    const page = await at(userSheet, email);
    await cell(page, 'Permit', 'Palm Fire').selectOption('View Only');
    await cell(page, 'Inspections', 'Reed Fire').selectOption('View Only');
    await put(
      [
        { partnerId: one, levels: { permits: 'none', inspections: 'view' } },
        { partnerId: three, levels: { inspections: 'view' } },
      ],
      1,
    );
    await page.getByText('Changed by User of Oak Fire just now').waitFor();
    await page.getByText('Removed by another administrator just now').waitFor();
    await cell(page, 'Permit', 'Sedge Fire').waitFor();
    expect(await cell(page, 'Permit', 'Palm Fire').inputValue()).toBe('view');
    await button(page, 'Keep mine for Palm Fire').click();
    await button(page, 'Load theirs for Reed Fire').click();
    await cell(page, 'Permit', 'Reed Fire').waitFor({ state: 'detached' });
    await button(page, 'Save').click();
    await button(panel(page), 'Save').click();
    await said(page, /^Saved 1 change/);
    expect(await stored(own, userSheet, 'Palm Fire')).toMatchObject({ inspections: 'view', permits: 'view' });
    expect(await stored(own, userSheet, 'Reed Fire')).toBeNull();
    expect(await stored(own, userSheet, 'Sedge Fire')).toMatchObject({ inspections: 'view' });
  });

  test('leaving the table unsaved asks first', async () => {
    const { email } = await county('48039', ['Mead Fire', 'North Fire']);
    const page = await at(userSheet, email);
    await page.getByRole('combobox', { name: 'Partner agency' }).fill('north');
    await page.getByRole('option', { name: /North Fire/ }).click();
    await button(page, 'Add').click();
    await page.getByRole('link', { name: 'Home' }).click();
    await panel(page).getByText('Leave without saving?').waitFor();
    await button(panel(page), 'Leave').click();
    await headingOf(page, 'Mead Fire').waitFor();
  });

  test('who may not read permits sets inspections only, and is told why', async () => {
    const { own, partners } = await county('48041', ['Orchard Fire', 'Pond Fire']);
    const email = 'some-48041@example.org';
    await addUser(own, email, ['Admin - User Data Sharing', 'Fire Inspections - Read']);
    const items = [{ partnerId: partners[0]!.id, levels: { permits: 'view' } }];
    await own.admin.put(userSheet, { items }, { ifMatch: 0 });
    const page = await at(userSheet, email);
    await said(page, /you need the permission FD Permits - Read/);
    expect(await cell(page, 'Permit', 'Pond Fire').count()).toBe(0);
    expect(await button(page, 'Remove Pond Fire').count()).toBe(0);
    await cell(page, 'Inspections', 'Pond Fire').selectOption('View Only');
    await button(page, 'Save').click();
    await button(panel(page), 'Save').click();
    await said(page, 'Saved 1 change to User Data Sharing');
    expect(await stored(own, userSheet, 'Pond Fire')).toMatchObject({ inspections: 'view', permits: 'view' });
  });
});

describe.skipIf(!browser)('both sheets', { retry: 1 }, () => {
  test('are open to all, in light and dark, wide and on a phone, in every state', {
    timeout: 300_000,
  }, async () => {
    const { own, partners, email } = await county('48043', ['Quarry Fire', 'Ridge Fire', 'Shore Fire']);
    await world.agency('Tower Fire', { county: '48043', clientSharing: false, userSharing: false });
    await saveElsewhere(own, partners[0]!, { hydrants: 'edit', messaging: 'exchange' });
    const items = [{ partnerId: partners[0]!.id, levels: { permits: 'view' } }];
    await own.admin.put(userSheet, { items }, { ifMatch: 0 });
    const grid = (page: Page) => page.getByRole('grid').waitFor();
    const states: [string, string, (page: Page) => Promise<unknown>][] = [
      ['client sheet', clientSheet, grid],
      [
        'a conflict and a selection',
        clientSheet,
        async (page) => {
          await cell(page, 'Pre-Plans', 'Shore Fire').selectOption('View Only');
          await page.getByRole('checkbox', { name: 'Select Ridge Fire' }).check();
          await button(page, 'Apply').click();
          await button(page, 'Save 1 partner').click();
          await said(page, 'Nothing was saved.');
        },
      ],
      [
        'review with its warning',
        clientSheet,
        async (page) => {
          await cell(page, 'Hydrants', 'Shore Fire').selectOption('Can Make Changes');
          await button(page, 'Save Shore Fire').click();
          await page.getByRole('heading', { name: 'What this exposes' }).waitFor();
        },
      ],
      ['details', clientSheet, (page) => button(page, 'Ridge Fire').click()],
      ['why it is paused', clientSheet, (page) => button(page, /why Tower Fire/).click()],
      ['more about a partner', clientSheet, (page) => button(page, 'More about Ridge Fire').click()],
      ['user sheet', userSheet, grid],
      [
        'candidates',
        userSheet,
        async (page) => {
          await page.getByRole('combobox', { name: 'Partner agency' }).fill('fire');
          await page.getByRole('option').first().waitFor();
        },
      ],
      ['a row on its way out', userSheet, (page) => button(page, 'Remove Ridge Fire').click()],
    ];
    const found: string[] = [];
    for (const [name, path, reach] of states) {
      const page = await at(path, email, { viewport: { width: 1280, height: 800 } });
      await reach(page);
      for (const colours of ['light', 'dark', 'night'] as const) {
        await wear(page, colours);
        const faults = await faultsOf(page, colours === 'light' ? 'all' : 'colour');
        found.push(...faults.map((fault) => `${name}, ${colours}: ${fault}`));
      }
      await page.context().close();
    }
    for (const path of [clientSheet, userSheet]) {
      const page = await at(path, email, { viewport: { width: 390, height: 800 } });
      await button(page, /^Ridge Fire/).waitFor();
      found.push(...(await faultsOf(page)).map((fault) => `${path} on a phone: ${fault}`));
      expect(await sticksOut(page)).toEqual([]);
      await button(page, /^Ridge Fire/).click();
      await panel(page).getByRole('combobox').first().waitFor();
      found.push(...(await faultsOf(page)).map((fault) => `${path}, a row on a phone: ${fault}`));
      await page.context().close();
    }
    expect(found).toEqual([]);
  });

  test('a row is changed and saved on a phone, in its details', async () => {
    const { own, email } = await county('48045', ['Upland Fire', 'Vista Fire']);
    const page = await at(clientSheet, email, { viewport: { width: 390, height: 800 } });
    await button(page, /^Vista Fire/).click();
    await panel(page).getByRole('combobox', { name: 'Device Locations' }).selectOption('View Only');
    await button(panel(page), 'Save').click();
    await page.getByRole('heading', { name: 'Save for Vista Fire?' }).waitFor();
    await button(panel(page), 'Save').click();
    await said(page, 'Saved for Vista Fire');
    expect(await stored(own, clientSheet, 'Vista Fire')).toMatchObject({ deviceLocations: 'view' });
  });
});
