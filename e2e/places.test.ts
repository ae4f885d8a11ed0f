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
const browser = await openChromium({});
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

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const rows = (page: Page) => page.getByRole('table').getByRole('rowheader');
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();
const field = (page: Page, name: string) => page.getByRole('main').getByLabel(name).first();
const inMenu = async (page: Page, item: RegExp) => {
  await press(page, 'More');
  await page.getByRole('menuitem', { name: item }).click();
};

/** Two agencies that share a county, so that the one may share with the other. */
const neighbours = async (partner = 'Partner FD') => ({
  owner: await world.agency('Owner FD'),
  partner: await world.agency(partner),
});

/** What one agency gives another on the Client sheet, through the API: what the live stream tells of. */
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

describe.skipIf(!browser)('in a browser', { retry: 1 }, () => {
  test('an owner adds a place, corrects it, reads its history and retires it', async () => {
    const owner = await world.agency('Solo FD');
    const page = await open(owner);
    await page.getByRole('link', { name: 'Places' }).click();
    await page.getByText('No places yet').waitFor();
    await page.keyboard.press('n');
    await headingOf(page, 'New place').waitFor();
    await field(page, 'Coordinates').fill('Main and Oak');
    await field(page, 'Stories').fill('two');
    await press(page, 'Add place');
    for (const fault of ['Enter the address', 'Enter the city', 'Enter latitude', 'Enter a whole number'])
      await page.getByText(fault).first().waitFor();
    expect(await page.evaluate('document.activeElement.labels[0].textContent')).toContain('Address');
    await field(page, 'Address').fill('12 Mill Lane');
    await field(page, 'City').fill('Waukegan');
    await field(page, 'Coordinates').fill('(42.36, -87.84)');
    await field(page, 'Stories').fill('2');
    await page.getByText('Lake County').waitFor();
    await press(page, 'Add place');
    await headingOf(page, '12 Mill Lane').waitFor();
    await page.getByText('Ours · Solo FD').waitFor();
    await page.getByText('42.36000, -87.84000').waitFor();

    await page.keyboard.press('e');
    await headingOf(page, 'Edit place').waitFor();
    await field(page, 'Stories').fill('3');
    await press(page, 'Save');
    await headingOf(page, '12 Mill Lane').waitFor();
    await tab(page, 'History');
    const history = page.getByRole('tabpanel').getByRole('listitem');
    await history.nth(1).waitFor();
    expect(await history.first().textContent()).toMatch(/Ann Archer changed it.*Stories2.*3/);
    expect(await history.nth(1).textContent()).toContain('Ann Archer created it');

    await inMenu(page, /^Retire/);
    await page.getByRole('dialog').getByText("You can't undo this.").waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
    await page.getByText('No places yet').waitFor();
    expect((await owner.admin.get('/places')).body.items).toEqual([]);
  });

  test('what is typed and not saved is not left without being asked', async () => {
    const page = await open(await world.agency('Careful FD'));
    await page.goto('/places/new');
    await field(page, 'Address').fill('1 Oak Street');
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click();
    expect(await field(page, 'Address').inputValue()).toBe('1 Oak Street');
  });

  test('filters stand in the address, survive a reload, and come back with their columns by the name they were saved under', async () => {
    const owner = await world.agency('Filtering FD');
    await world.place(owner, { addressLine: '1 Elm Street', city: 'Zion' });
    await world.place(owner, { addressLine: '2 Elm Street', city: 'Zion' });
    await world.place(owner, { addressLine: '3 Oak Street', city: 'Gurnee' });
    const page = await open(owner);
    await page.goto('/places');
    await press(page, 'Filter');
    await page.getByRole('menuitem', { name: 'City' }).click();
    await page.getByRole('textbox', { name: 'City' }).fill('Zion');
    await press(page, 'Apply');
    await page.getByRole('columnheader', { name: 'Address' }).getByRole('button').click();
    await expect.poll(() => rows(page).allTextContents()).toEqual(['1 Elm Street', '2 Elm Street']);
    expect(new URL(page.url()).search).toBe('?city=Zion&sort=addressLine');
    await page.reload();
    await expect.poll(() => rows(page).allTextContents()).toEqual(['1 Elm Street', '2 Elm Street']);

    const stories = page.getByRole('columnheader', { name: 'Stories' });
    const chooseStories = async () => {
      await press(page, 'Columns');
      await page.getByRole('menuitemcheckbox', { name: 'Stories' }).click();
      await page.keyboard.press('Escape');
    };
    await chooseStories();
    await stories.waitFor();
    await press(page, 'Views');
    await page.getByRole('menuitem', { name: 'Save this view…' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Zion');
    await press(page, 'Save');
    await page.getByText('Saved as “Zion”').waitFor();
    await page.goto('/places');
    await expect.poll(() => rows(page).count()).toBe(3);
    await chooseStories();
    await stories.waitFor({ state: 'detached' });
    await press(page, 'Views');
    await page.getByRole('menuitem', { name: 'Zion' }).click();
    await expect.poll(() => rows(page).count()).toBe(2);
    await stories.waitFor();
    await press(page, 'Zion');
    await page.getByRole('menuitem', { name: 'Rename or delete…' }).click();
    const panel = page.getByRole('dialog', { name: 'Saved views' });
    await panel.getByLabel('Name of the view Zion').fill('North end');
    await panel.getByRole('button', { name: 'Rename' }).click();
    await panel.getByRole('button', { name: 'Delete the view North end' }).click();
    await panel.getByText('No saved views.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Undo' }).click();
    await press(page, 'North end');
    await page.getByRole('menuitem', { name: 'North end' }).waitFor();
  });

  test('somebody else’s save in between keeps what was typed, and either of the two can stand', async () => {
    const owner = await world.agency('Racing FD');
    const place = await world.place(owner, { addressLine: '5 Race Road', stories: 1, name: 'Old name' });
    const change = (fields: object, ifMatch: number) =>
      owner.admin.patch(`/places/${place.id}`, fields, { ifMatch });
    const page = await open(owner);
    await page.goto(`/places/${place.id}/edit`);
    await field(page, 'Name').fill('My name');
    expect((await change({ name: 'Their name', stories: 4 }, 1)).status).toBe(200);
    await press(page, 'Save');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Someone else saved changes').waitFor();
    expect(await dialog.getByRole('row', { name: 'Name' }).textContent()).toBe('NameMy nameTheir name');
    expect(await dialog.getByRole('row', { name: 'Stories' }).textContent()).toBe('Storiesnot changed4');
    await press(page, 'Back to the form');
    expect(await field(page, 'Name').inputValue()).toBe('My name');
    await press(page, 'Save');
    await press(page, 'Save mine');
    await headingOf(page, '5 Race Road').waitFor();
    expect((await owner.admin.get(`/places/${place.id}`)).body).toMatchObject({
      name: 'My name',
      stories: 4,
      version: 3,
    });
    await page.goto(`/places/${place.id}/edit`);
    await field(page, 'Name').fill('Never mind');
    expect((await change({ name: 'Theirs again' }, 3)).status).toBe(200);
    await press(page, 'Save');
    await press(page, 'Load theirs');
    await expect.poll(() => field(page, 'Name').inputValue()).toBe('Theirs again');
  });

  test('a partner reads a shared place and finds no button that is not theirs', async () => {
    const { owner, partner } = await neighbours();
    const place = await world.place(owner, { addressLine: '9 Shared Street', notes: 'Gate code 1234' });
    await world.grant(owner, partner, { address: 'view' });
    const page = await open(partner);
    await page.goto(`/places/${place.id}`);
    await headingOf(page, '9 Shared Street').waitFor();
    await page.getByText('Shared by Owner FD · View Only').waitFor();
    await page.getByText('Waukegan, IL').waitFor();
    expect(await page.getByRole('tab').allTextContents()).toEqual(['Overview', 'Inspections', 'Permits']);
    const main = page.getByRole('main');
    expect(await main.getByRole('button').allTextContents()).toEqual(['Report a problem', '']);
    expect(await main.getByRole('button').last().getAttribute('aria-label')).toBe('Copy the coordinates');
    expect(await main.getByRole('switch').count()).toBe(0);
    expect(await main.getByText('Gate code').count()).toBe(0);
    await page.goto(`/places/${place.id}/edit`);
    await page.getByText('Owner FD shares this with your agency as View Only').waitFor();
  });

  test('who is invited for permits only sees the door, and may make a permit there', async () => {
    const { owner, partner } = await neighbours();
    const place = await world.place(owner, { addressLine: '10 Door Street', name: 'Secret mill' });
    await world.grant(owner, partner, { addressShareModule: 'permit' });
    const page = await open(partner);
    await page.goto(`/places/${place.id}`);
    await page.getByText('The rest of the address record is not shared.').waitFor();
    expect(await page.getByText('Secret mill').count()).toBe(0);
    await page.getByRole('link', { name: 'New permit' }).click();
    await headingOf(page, 'New permit').waitFor();
    await page.getByRole('main').getByText('10 Door Street').waitFor();
    expect(new URL(page.url()).search).toBe(`?place=${place.id}`);
  });

  test('a place that is unshared leaves the open page and the open list without a reload', async () => {
    const { owner, partner } = await neighbours();
    const place = await world.place(owner, { addressLine: '11 Leaving Lane' });
    await share(owner, partner, 'view');
    const [one, list] = [await open(partner), await open(partner)];
    await one.goto(`/places/${place.id}`);
    await list.goto('/places');
    await headingOf(one, '11 Leaving Lane').waitFor();
    await rows(list).getByText('11 Leaving Lane').waitFor();
    await Promise.all([mark(one), mark(list)]);
    await share(owner, partner, 'none');
    await headingOf(one, 'This place is not here').waitFor();
    await list.getByText('No places yet').waitFor();
    expect(await isStill(one)).toBe(true);
    expect(await isStill(list)).toBe(true);
  });

  test('an owner withholds a place from its partners, and is asked before it is shared again', async () => {
    const { owner, partner } = await neighbours();
    const place = await world.place(owner, { addressLine: '12 Quiet Court' });
    await world.grant(owner, partner, { address: 'view' });
    const status = async () => (await partner.admin.get(`/places/${place.id}`)).status;
    const page = await open(owner, [...everything, 'Admin - Client Data Sharing']);
    await page.goto(`/places/${place.id}`);
    const withhold = page.getByRole('switch', { name: 'Withhold from partners' });
    await page.getByText('Partners cannot see this place or anything at it').waitFor();
    await withhold.focus();
    await page.keyboard.press('Space');
    await page.getByRole('dialog').getByText(`${partner.name} will no longer see it.`).waitFor();
    expect(await status()).toBe(200);
    await page.getByRole('button', { name: 'Withhold', exact: true }).click();
    await page.getByText('Withheld from partners').first().waitFor();
    await expect.poll(status).toBe(404);
    await withhold.focus();
    await page.keyboard.press('Space');
    await page.getByRole('dialog').getByText(`${partner.name} will see it.`).waitFor();
    await page.getByRole('dialog').getByText("You can't take back what they have seen").waitFor();
    expect(await status()).toBe(404);
    await press(page, 'Share again');
    await expect.poll(status).toBe(200);
  });

  test('a place is offered, declined, offered again, withdrawn, and at last accepted', async () => {
    const { owner, partner } = await neighbours('Border FD');
    const place = await world.place(owner, { addressLine: '13 Border Road' });
    const [giver, taker] = [await open(owner), await open(partner)];
    const offer = async () => {
      await inMenu(giver, /^Transfer/);
      await giver.getByRole('dialog').getByLabel('Agency').fill('Border');
      await press(giver, 'Border FD, IL');
      await press(giver, 'Offer the place');
      await giver.getByText('Offered to Border FD').first().waitFor();
    };
    const answer = async (word: string) => {
      await taker.goto('/places');
      const waiting = taker.getByRole('region', { name: 'Pending transfers' });
      await waiting.getByText('Owner FD').waitFor();
      await waiting.getByRole('button', { name: `${word}: 13 Border Road` }).click();
      await taker.getByRole('dialog').getByRole('button', { name: word }).click();
    };
    await giver.goto(`/places/${place.id}`);
    await offer();
    await answer('Decline');
    await taker.getByRole('region', { name: 'Pending transfers' }).waitFor({ state: 'detached' });
    await giver.reload();
    await headingOf(giver, '13 Border Road').waitFor();
    await offer();
    await press(giver, 'Withdraw the offer: 13 Border Road');
    await giver.getByRole('dialog').getByRole('button', { name: 'Withdraw the offer' }).click();
    await giver.getByRole('region', { name: 'Transfer pending' }).waitFor({ state: 'detached' });
    await offer();
    await answer('Accept');
    await headingOf(taker, '13 Border Road').waitFor();
    await taker.getByText('Ours · Border FD').waitFor();
    await headingOf(giver, 'This place is not here').waitFor();
    await giver.goto('/place-transfers');
    await expect
      .poll(() => giver.getByRole('row').locator('.status').allTextContents())
      .toEqual(['Accepted', 'Withdrawn', 'Declined']);
  });

  test('the screens of places are open to all', { timeout: 300_000 }, async () => {
    const { owner, partner } = await neighbours();
    const place = await world.place(owner, { addressLine: '14 Open Avenue', withheld: true });
    await world.place(owner, { addressLine: '15 Open Avenue' });
    const theirs = await world.place(partner, { addressLine: '16 Offered Avenue' });
    const offered = await partner.admin.post(`/places/${theirs.id}/transfer`, { toAgencyId: owner.id });
    expect(offered.status).toBe(201);
    const page = await open(owner);
    const found: string[] = [];
    const look = async (path: string, ready: string, act = async () => {}) => {
      await page.goto(path);
      await page.getByText(ready).first().waitFor();
      await act();
      found.push(...(await faultsEverywhere(page)));
    };
    await look('/places?city=Waukegan', 'Pending transfers');
    await look(`/places/${place.id}`, 'Lake County');
    await look(`/places/${place.id}?tab=history`, 'created it');
    await look(`/places/${place.id}?tab=permits`, 'No permits here');
    await look(`/places/${place.id}`, 'Lake County', async () => {
      await inMenu(page, /^Transfer/);
      await page.getByRole('dialog').getByText('Partner FD, IL').first().waitFor();
    });
    await look('/places/new', 'Add place', () => press(page, 'Add place'));
    await look('/place-transfers', '16 Offered Avenue');
    expect(found).toEqual([]);
  });
});
