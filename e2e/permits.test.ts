import { permitTransitions } from '@standpipe/contract';
import type { Permission } from '@standpipe/policy';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { openWorld, type TestAgency } from '../server/test/world.ts';
import { nextStatuses } from '../web/src/screens/permits/permit-words.ts';
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
const everything: readonly Permission[] = [
  'Addresses - Read',
  'FD Permits - Read',
  'FD Permits - Create',
  'FD Permits - Edit',
  'FD Permits - Delete',
];
const open = (agency: TestAgency, permissions = everything) => signedInAs(browser!, app, agency, permissions);

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const rows = (page: Page) => page.getByRole('table').getByRole('rowheader');
const field = (page: Page, name: string) => page.getByRole('main').getByLabel(name).first();
const actions = (page: Page) => page.locator('.page-actions').locator('a, button').allTextContents();

async function makePermit(agency: TestAgency, placeId: string, fields: object = {}) {
  const wanted = { placeId, type: 'Hot work', class: 'operational', ...fields };
  const { status, body } = await agency.admin.post('/permits', wanted);
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

/** What an agency gives one partner on the User sheet, through the API: what the live stream tells of. */
async function share(from: TestAgency, to: TestAgency, permits: 'none' | 'view'): Promise<void> {
  const { body } = await from.admin.get('/admin/user-data-sharing');
  const levels = { inspections: 'none', addressShareModule: 'none', permits };
  const saved = await from.admin.put(
    '/admin/user-data-sharing',
    { items: [{ partnerId: to.id, levels }] },
    { ifMatch: body.version },
  );
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

test('the page knows of every status where it may go, as the server does', () => {
  expect(nextStatuses).toEqual(permitTransitions);
});

describe.skipIf(!browser)('in a browser', { retry: 1 }, () => {
  test('a permit is made by keyboard alone, gets the next number, and is made once however often it is sent', async () => {
    const owner = await world.agency('Maker FD');
    await world.place(owner, { addressLine: '21 Maker Street' });
    const page = await open(owner);
    await page.goto('/permits');
    await page.getByText('No permits yet').waitFor();
    await page.keyboard.press('n');
    await headingOf(page, 'New permit').waitFor();
    await page.keyboard.type('maker');
    await page.getByRole('option', { name: '21 Maker Street' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Choose another place' }).waitFor();
    await field(page, 'Type').focus();
    await page.keyboard.type('cutting');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await field(page, 'Type').inputValue()).toBe('Cutting and welding');
    await field(page, 'Description').fill('On the roof');
    await page.evaluate(`(() => {
      const form = document.querySelector('form.record-form');
      form.requestSubmit();
      form.requestSubmit();
    })()`);
    await headingOf(page, `P-${new Date().getFullYear()}-0001`).waitFor();
    await page.getByText('On the roof').waitFor();
    expect((await owner.admin.get('/permits')).body.items).toHaveLength(1);
  });

  test('a permit goes its way by buttons of what is possible next, and what ends it asks first', async () => {
    const owner = await world.agency('Flow FD');
    const place = await world.place(owner);
    const permit = await makePermit(owner, place.id, { number: 'F-1' });
    const page = await open(owner);
    await page.goto(`/permits/${permit.id}`);
    await headingOf(page, 'F-1').waitFor();
    expect(await actions(page)).toEqual(['Print or send', 'Edit', 'Issue', 'Deny', '']);
    await press(page, 'Issue');
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Issued on').inputValue()).toMatch(/^\d{4}-\d\d-\d\d$/);
    await dialog.getByLabel('Issued on').fill('2026-03-01');
    await dialog.getByLabel('Expires on').fill('2026-02-01');
    await dialog.getByRole('button', { name: 'Issue' }).click();
    await dialog.getByText('The expiration date is before the issue date.').waitFor();
    await dialog.getByLabel('Expires on').fill('2027-03-01');
    await dialog.getByRole('button', { name: 'Issue' }).click();
    await page.getByText('Mar 1, 2027').waitFor();
    expect(await actions(page)).toEqual(['Print or send', 'Edit', 'Mark as expired', 'Revoke', 'Close', '']);
    await press(page, 'Mark as expired');
    await dialog.getByRole('button', { name: 'Mark as expired' }).click();
    await expect.poll(() => actions(page)).toEqual(['Print or send', 'Edit', 'Renew', 'Close', '']);
    await press(page, 'Close');
    await dialog.getByText("You can't reopen a closed permit.").waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect((await owner.admin.get(`/permits/${permit.id}`)).body.status).toBe('expired');
    await press(page, 'Close');
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await expect.poll(() => actions(page)).toEqual(['Print or send', 'Edit', '']);
    await page.getByRole('tab', { name: 'History' }).click();
    await expect
      .poll(() => page.getByRole('tabpanel').getByRole('listitem').allTextContents())
      .toEqual([
        expect.stringMatching(/Expired.*Closed/),
        expect.stringMatching(/Issued.*Expired/),
        expect.stringMatching(/Applied.*Issued/),
        expect.stringContaining('created it'),
      ]);
  });

  test('a permit is changed, and deleted only once one has read that it is gone for good', async () => {
    const owner = await world.agency('Ending FD');
    const place = await world.place(owner);
    const permit = await makePermit(owner, place.id, { number: 'E-1' });
    const other = await makePermit(owner, place.id, { number: 'E-2' });
    const page = await open(owner);
    await page.goto(`/permits/${permit.id}/edit`);
    await field(page, 'Number').fill('E-2');
    await press(page, 'Save');
    await page.locator('[data-problem]').waitFor();
    expect(await field(page, 'Number').inputValue()).toBe('E-2');
    await field(page, 'Number').fill('E-3');
    await field(page, 'Internal notes').fill('Ask the landlord');
    await press(page, 'Save');
    await headingOf(page, 'E-3').waitFor();
    await page.getByText('Ask the landlord').waitFor();
    await press(page, 'More');
    await page.getByRole('menuitem', { name: 'Delete this permit…' }).click();
    await page.getByRole('dialog').getByText("You can't undo this.").waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await headingOf(page, 'Permits').waitFor();
    await expect.poll(() => rows(page).allTextContents()).toEqual(['E-2']);
    expect((await owner.admin.get('/permits')).body.items.map(({ id }: { id: string }) => id)).toEqual([
      other.id,
    ]);
  });

  test('a permit of the same type at the place is announced, as far as it is shared', async () => {
    const [owner, comal] = [await world.agency('Owner FD'), await world.agency('Comal FD')];
    const place = await world.place(owner, { addressLine: '22 Double Drive' });
    await world.grant(owner, comal, { addressShareModule: 'permit' });
    await makePermit(comal, place.id, { number: 'C-1', type: 'Hot work' });
    const page = await open(owner);
    await page.goto(`/permits/new?place=${place.id}`);
    await field(page, 'Type').fill('hot work');
    await page.getByText('22 Double Drive').first().waitFor();
    await share(comal, owner, 'view');
    await page.getByText('Comal FD has one in progress here').waitFor();
    await page.getByRole('link', { name: 'C-1' }).waitFor();
    await field(page, 'Type').fill('Fireworks display');
    await page.getByText('Comal FD has one in progress here').waitFor({ state: 'detached' });
    await field(page, 'Type').fill('Hot work');
    await press(page, 'Create permit');
    await page.getByText('Ours · Owner FD').waitFor();
  });

  test('who is not invited to a place reads who to ask, before anything is sent', async () => {
    const [owner, guest] = [await world.agency('Host FD'), await world.agency('Guest FD')];
    const place = await world.place(owner, { addressLine: '23 Closed Court' });
    await world.grant(owner, guest, { address: 'view' });
    const page = await open(guest);
    await page.goto(`/permits/new?place=${place.id}`);
    await page.getByText('Host FD owns this place and has not opened it for a permit of yours').waitFor();
    await field(page, 'Type').fill('Hot work');
    await press(page, 'Create permit');
    await headingOf(page, 'New permit').waitFor();
    expect((await guest.admin.get('/permits')).body.items).toEqual([]);
    await page.goto(`/places/${place.id}`);
    await headingOf(page, '23 Closed Court').waitFor();
    expect(await page.getByRole('link', { name: 'New permit' }).count()).toBe(0);
  });

  test('a partner reads a shared permit and finds no button that is not theirs', async () => {
    const [owner, partner] = [await world.agency('Author FD'), await world.agency('Reader FD')];
    const place = await world.place(owner, { addressLine: '24 Reading Road' });
    const permit = await makePermit(owner, place.id, { number: 'A-1', notes: 'Not for others' });
    await world.grant(owner, partner, { permits: 'view' });
    const page = await open(partner);
    await page.goto(`/permits/${permit.id}`);
    await headingOf(page, 'A-1').waitFor();
    await page.getByText('Shared by Author FD · View Only').waitFor();
    expect(await actions(page)).toEqual([]);
    const main = page.getByRole('main');
    expect(await main.getByRole('link', { name: '24 Reading Road' }).count()).toBe(0);
    expect(await main.getByRole('tab').count()).toBe(0);
    expect(await main.getByRole('switch').count()).toBe(0);
    expect(await main.getByText('Internal notes').count()).toBe(0);
    await page.goto(`/permits/${permit.id}/edit`);
    await page.getByText('Author FD shares this with your agency as View Only').waitFor();
    await page.goto('/permits');
    await rows(page).getByText('A-1').waitFor();
    await page.getByText('Shared · View Only').waitFor();
  });

  test('who may only read has no button to make or change one’s own', async () => {
    const owner = await world.agency('Reading FD');
    const place = await world.place(owner);
    const permit = await makePermit(owner, place.id, { number: 'R-1' });
    const page = await open(owner, ['FD Permits - Read']);
    await page.goto('/permits');
    await rows(page).getByText('R-1').waitFor();
    expect(await actions(page)).not.toContain('New permit');
    await page.goto(`/permits/${permit.id}`);
    await headingOf(page, 'R-1').waitFor();
    expect(await actions(page)).toEqual(['Print or send']);
    await page.goto(`/permits/${permit.id}/edit`);
    await page.getByText('You need the permission FD Permits - Edit').waitFor();
    await page.goto('/permits/new');
    await page.getByText('You need the permission FD Permits - Create').waitFor();
  });

  test('a permit that is unshared leaves the open page and the open list without a reload', async () => {
    const [owner, partner] = [await world.agency('Giver FD'), await world.agency('Viewer FD')];
    const place = await world.place(owner);
    const permit = await makePermit(owner, place.id, { number: 'G-1' });
    await share(owner, partner, 'view');
    const [one, list] = [await open(partner), await open(partner)];
    await one.goto(`/permits/${permit.id}`);
    await list.goto('/permits');
    await headingOf(one, 'G-1').waitFor();
    await rows(list).getByText('G-1').waitFor();
    await Promise.all([mark(one), mark(list)]);
    await share(owner, partner, 'none');
    await headingOf(one, 'This permit is not here').waitFor();
    await list.getByText('No permits yet').waitFor();
    expect(await isStill(one)).toBe(true);
    expect(await isStill(list)).toBe(true);
  });

  test('somebody else’s save in between keeps what was typed, and shows what they changed', async () => {
    const owner = await world.agency('Racing FD');
    const place = await world.place(owner);
    const permit = await makePermit(owner, place.id, { number: 'X-1', description: 'First' });
    const page = await open(owner);
    await page.goto(`/permits/${permit.id}/edit`);
    await field(page, 'Description').fill('Mine');
    const path = `/permits/${permit.id}`;
    const theirs = { description: 'Theirs', class: 'construction' };
    expect((await owner.admin.patch(path, theirs, { ifMatch: 1 })).status).toBe(200);
    await press(page, 'Save');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Someone else saved changes').waitFor();
    expect(await dialog.getByRole('row', { name: 'Description' }).textContent()).toBe(
      'DescriptionMineTheirs',
    );
    expect(await dialog.getByRole('row', { name: 'Class' }).textContent()).toBe(
      'Classnot changedConstruction',
    );
    await press(page, 'Save mine');
    await headingOf(page, 'X-1').waitFor();
    expect((await owner.admin.get(path)).body).toMatchObject({ description: 'Mine', class: 'construction' });
  });

  test('filters and the order stand in the address and survive a reload', async () => {
    const [owner, other] = [await world.agency('Sorting FD'), await world.agency('Other FD')];
    const place = await world.place(owner);
    await makePermit(owner, place.id, { number: 'S-2', status: 'issued' });
    await makePermit(owner, place.id, { number: 'S-1', status: 'issued' });
    await makePermit(owner, place.id, { number: 'S-3' });
    const foreign = await world.place(other);
    await makePermit(other, foreign.id, { number: 'O-1', status: 'issued' });
    await world.grant(other, owner, { permits: 'view' });
    const page = await open(owner);
    await page.goto('/permits?status=issued');
    await expect.poll(() => rows(page).count()).toBe(3);
    await press(page, 'Filter');
    await page.getByRole('menuitem', { name: 'Agency' }).click();
    await page.getByRole('button', { name: 'Sorting FD', exact: true }).last().click();
    await page.getByRole('columnheader', { name: 'Number' }).getByRole('button').click();
    await expect.poll(() => rows(page).allTextContents()).toEqual(['S-1', 'S-2']);
    await page.reload();
    await page.getByRole('button', { name: 'Agency: Sorting FD' }).waitFor();
    await expect.poll(() => rows(page).allTextContents()).toEqual(['S-1', 'S-2']);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      status: 'issued',
      agency: owner.id,
      sort: 'number',
    });
    await page.goto(`/permits?agency=${owner.id}`);
    await press(page, 'Columns');
    await page.getByRole('menuitemcheckbox', { name: 'Created' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Created' }).getByRole('button').click();
    await expect.poll(() => rows(page).allTextContents()).toEqual(['S-2', 'S-1', 'S-3']);
  });

  test('the screens of permits are open to all', { timeout: 300_000 }, async () => {
    const [owner, comal] = [await world.agency('Access FD'), await world.agency('Comal FD')];
    const place = await world.place(owner, { addressLine: '25 Access Avenue' });
    await world.grant(owner, comal, { addressShareModule: 'permit' });
    await world.grant(comal, owner, { permits: 'view' });
    const permit = await makePermit(owner, place.id, { number: 'Z-1' });
    const shared = await makePermit(comal, place.id, { number: 'C-1' });
    const page = await open(owner);
    const found: string[] = [];
    const look = async (path: string, ready: string, act = async () => {}) => {
      await page.goto(path);
      await page.getByText(ready).first().waitFor();
      await act();
      found.push(...(await faultsEverywhere(page)));
    };
    await look('/permits?status=applied', 'Z-1');
    await look(`/permits/${permit.id}`, 'Lake County');
    await look(`/permits/${permit.id}?tab=history`, 'created it');
    await look(`/permits/${shared.id}`, 'Lake County');
    await look(`/permits/${permit.id}/edit`, 'Internal notes');
    await look(`/permits/${permit.id}`, 'Lake County', async () => {
      await press(page, 'Issue');
      await page.getByRole('dialog').waitFor();
    });
    await look(`/permits/new?place=${place.id}`, '25 Access Avenue', async () => {
      await field(page, 'Type').fill('Hot work');
      await page.getByText('in progress here').waitFor();
    });
    await look('/permits/new', 'Create permit', () => press(page, 'Create permit'));
    expect(found).toEqual([]);
  });
});
