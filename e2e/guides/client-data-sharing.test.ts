import { describe, expect, test } from 'vitest';
import { afresh } from '../afresh.ts';
import { headingOf } from '../browse.ts';
import {
  actions,
  asks,
  cell,
  choose,
  dialog,
  findsNothing,
  isGiven,
  levelsOf,
  lists,
  menu,
  openSheet,
  press,
  reads,
  row,
  said,
  saveRow,
  set,
} from './guides.steps.ts';
import { clientSheet, openGuides } from './guides.world.ts';

let guides = await openGuides();
afresh(async () => {
  guides = await openGuides();
});
const managers = /Customer Success Manager or Implementation Manager/;
const lack = 'Set Address to View Only before sharing Pre-Plans.';

describe.skipIf(!guides.browser)('step by step', { retry: 1 }, () => {
  test('Navigate to Main Menu, then Select Admin, then Click Client Data Sharing', async () => {
    const { a } = await guides.two('Abbott');
    const page = await guides.enter(a);
    await openSheet(page, 'Client Data Sharing');
    expect(new URL(page.url()).pathname).toBe(clientSheet);
    await row(page, 'Abbott B').waitFor();
  });

  test('If you are not an Admin, start by contacting your internal Administrator; if you are, contact your Manager', async () => {
    const agency = await guides.agency('Baird FD', guides.newCounty(), { clientDataSharing: false });
    const firefighter = await guides.enter(agency, 'Firefighter');
    await firefighter.goto(clientSheet);
    await headingOf(firefighter, 'You do not have access to Client Data Sharing').waitFor();
    await said(firefighter, 'Start by contacting an administrator of Baird FD');
    await said(
      firefighter,
      /Customer Success Manager if you are already live, or your Implementation Manager/,
    );
    const admin = await guides.enter(agency);
    expect(await menu(admin).getByRole('link', { name: 'Client Data Sharing' }).count()).toBe(0);
    await admin.goto(clientSheet);
    await headingOf(admin, 'Client Data Sharing is not enabled').waitFor();
    await said(admin, managers);
  });

  test('Review Partner Agencies: auto-populated within your county, contact support to add additional ones', async () => {
    const { a } = await guides.two('Canton');
    const far = await guides.agency('Canton Far', guides.newCounty());
    const page = await guides.enter(a);
    await openSheet(page, 'Client Data Sharing');
    await row(page, 'Canton B').getByText('same county').waitFor();
    await said(page, 'Agencies in your county are listed automatically.');
    await said(page, /To add others, contact your Customer Success Manager/);
    expect(await row(page, far.name).count()).toBe(0);
    for (const module of ['Pre-Plans', 'Hydrants', 'Community Connect', 'Address', 'Device Locations'])
      expect(await cell(page, module, 'Canton B').inputValue()).toBe('none');
  });

  test('Pre-Plans & Hydrants: None, View Only, Can Make Changes', async () => {
    const { a, b } = await guides.two('Decatur');
    const [page, partner] = [await guides.enter(a), await guides.enter(b)];
    await openSheet(page, 'Client Data Sharing');
    for (const module of ['Pre-Plans', 'Hydrants'])
      expect(await levelsOf(page, module, 'Decatur B')).toEqual(['None', 'View Only', 'Can Make Changes']);
    await isGiven(partner, 'Decatur A', {});
    for (const level of ['View Only', 'Can Make Changes']) {
      await set(page, 'Decatur B', { Address: 'View Only', 'Pre-Plans': level, Hydrants: level });
      await saveRow(page, 'Decatur B');
      await isGiven(partner, 'Decatur A', { Address: 'View Only', 'Pre-Plans': level, Hydrants: level });
    }
    await set(page, 'Decatur B', { 'Pre-Plans': 'None', Hydrants: 'None' });
    await saveRow(page, 'Decatur B');
    await isGiven(partner, 'Decatur A', { Address: 'View Only' });
  });

  test('Community Connect, Address, Device Locations: None, View Only', async () => {
    const { a, b } = await guides.two('Eagle');
    const [place] = [await guides.place(a, '1 Eagle Street'), await guides.place(b, '2 Eagle Street')];
    const [page, partner, crew] = [
      await guides.enter(a),
      await guides.enter(b),
      await guides.enter(b, 'Firefighter'),
    ];
    const all = { 'Community Connect': 'View Only', Address: 'View Only', 'Device Locations': 'View Only' };
    await openSheet(page, 'Client Data Sharing');
    for (const module of Object.keys(all))
      expect(await levelsOf(page, module, 'Eagle B')).toEqual(['None', 'View Only']);
    await lists(crew, 'Places', ['2 Eagle Street']);
    await findsNothing(crew, `/places/${place.id}`);
    await set(page, 'Eagle B', all);
    await saveRow(page, 'Eagle B');
    await isGiven(partner, 'Eagle A', all);
    await lists(crew, 'Places', ['1 Eagle Street', '2 Eagle Street']);
    await crew.getByRole('link', { name: '1 Eagle Street' }).click();
    await said(crew, 'Shared by Eagle A · View Only');
    await set(page, 'Eagle B', { 'Community Connect': 'None', Address: 'None', 'Device Locations': 'None' });
    await saveRow(page, 'Eagle B');
    await headingOf(crew, 'This place is not here').waitFor();
    await lists(crew, 'Places', ['2 Eagle Street']);
    await isGiven(partner, 'Eagle A', {});
  });

  test('Command: None, View Only, Command Transfer', async () => {
    const { a, b } = await guides.two('Falfurrias');
    const [page, partner] = [await guides.enter(a), await guides.enter(b)];
    await openSheet(page, 'Client Data Sharing');
    expect(await levelsOf(page, 'Command', 'Falfurrias B')).toEqual([
      'None',
      'View Only',
      'Command Transfer',
    ]);
    for (const level of ['View Only', 'Command Transfer']) {
      await set(page, 'Falfurrias B', { Command: level });
      await saveRow(page, 'Falfurrias B');
      await isGiven(partner, 'Falfurrias A', { Command: level });
    }
    await set(page, 'Falfurrias B', { Command: 'None' });
    await saveRow(page, 'Falfurrias B');
    await isGiven(partner, 'Falfurrias A', {});
  });

  test('Messaging: None, Send and Receive', async () => {
    const { a, b } = await guides.two('Goliad');
    const [page, partner] = [await guides.enter(a), await guides.enter(b)];
    await openSheet(page, 'Client Data Sharing');
    expect(await levelsOf(page, 'Messaging', 'Goliad B')).toEqual(['None', 'Send and Receive']);
    await set(page, 'Goliad B', { Messaging: 'Send and Receive' });
    await saveRow(page, 'Goliad B');
    await row(page, 'Goliad B').getByText('Waiting for Goliad B').waitFor();
    await isGiven(partner, 'Goliad A', { Messaging: 'Send and Receive' });
    // Each side sets its own: what the partner gives back is not set by ours
    await openSheet(partner, 'Client Data Sharing');
    await row(partner, 'Goliad A').getByText('They share Send and Receive').waitFor();
    expect(await cell(partner, 'Messaging', 'Goliad A').inputValue()).toBe('none');
    await row(partner, 'Goliad A').getByText('Waiting for us').waitFor();
    await set(partner, 'Goliad A', { Messaging: 'Send and Receive' });
    await saveRow(partner, 'Goliad A');
    await row(page, 'Goliad B').getByText('They share Send and Receive').waitFor();
    expect(await row(page, 'Goliad B').getByText('Waiting for').count()).toBe(0);
  });

  test('Save Individual Changes: adjust settings for each specific agency and then click Save', async () => {
    const { a, b, c } = await guides.three('Hondo');
    const place = await guides.place(a, '3 Hondo Street');
    const page = await guides.enter(a);
    const [saved, waiting] = [await guides.enter(b, 'Firefighter'), await guides.enter(c, 'Firefighter')];
    await openSheet(page, 'Client Data Sharing');
    await set(page, 'Hondo B', { Address: 'View Only' });
    await set(page, 'Hondo C', { Address: 'View Only' });
    await findsNothing(saved, `/places/${place.id}`);
    await saveRow(page, 'Hondo B');
    await reads(saved, `/places/${place.id}`, '3 Hondo Street');
    await findsNothing(waiting, `/places/${place.id}`);
    await saveRow(page, 'Hondo C');
    await reads(waiting, `/places/${place.id}`, '3 Hondo Street');
  });

  test('Use Bulk Actions: select multiple partner agencies, apply desired settings, click Save', async () => {
    const { a, b, c } = await guides.three('Italy');
    const place = await guides.place(a, '4 Italy Street');
    const page = await guides.enter(a);
    const crews = [await guides.enter(b, 'Firefighter'), await guides.enter(c, 'Firefighter')];
    await openSheet(page, 'Client Data Sharing');
    for (const { name } of [b, c]) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
    const bulk = page.getByRole('region', { name: 'Bulk Actions' });
    expect(await bulk.getByLabel('Level').inputValue()).toBe('view');
    await bulk.getByLabel('Module').selectOption('Address');
    await press(bulk, 'Apply');
    for (const crew of crews) await findsNothing(crew, `/places/${place.id}`);
    await press(bulk, 'Save 2 partners');
    await press(dialog(page), 'Save');
    await said(page, 'Saved for 2 partners');
    for (const crew of crews) await reads(crew, `/places/${place.id}`, '4 Italy Street');
  });

  test('If Pre-Plans is set to View Only or Can Make Changes, the Address module must be changed to View Only as well', async () => {
    const { a, b } = await guides.two('Jourdanton');
    const [page, partner] = [await guides.enter(a), await guides.enter(b)];
    await openSheet(page, 'Client Data Sharing');
    for (const level of ['View Only', 'Can Make Changes']) {
      await set(page, 'Jourdanton B', { 'Pre-Plans': level });
      await said(page, lack);
    }
    await press(page, 'Set Address to View Only');
    expect(await cell(page, 'Address', 'Jourdanton B').inputValue()).toBe('view');
    expect(await page.getByText(lack).count()).toBe(0);
    await saveRow(page, 'Jourdanton B');
    const both = { Address: 'View Only', 'Pre-Plans': 'Can Make Changes' };
    await isGiven(partner, 'Jourdanton A', both);
    await set(page, 'Jourdanton B', { Address: 'None' });
    await said(page, lack);
    await press(page, 'Save Jourdanton B');
    expect(await dialog(page).count()).toBe(0);
    await isGiven(partner, 'Jourdanton A', both);
  });

  test('Warning: it is strongly recommended for an agreement and/or SOG, SOP or Policy & Procedure to be agreed upon', async () => {
    const { a } = await guides.two('Kyle');
    const page = await guides.enter(a);
    await openSheet(page, 'Client Data Sharing');
    const options = [
      { 'Pre-Plans': 'Can Make Changes', Address: 'View Only' },
      { Hydrants: 'Can Make Changes' },
      { Command: 'Command Transfer' },
    ];
    for (const levels of options) {
      await set(page, 'Kyle B', levels);
      await press(page, 'Save Kyle B');
      await page.getByRole('heading', { name: 'Let Kyle B make changes?' }).waitFor();
      await said(dialog(page), `${Object.keys(levels)[0]}: ${Object.values(levels)[0]}`);
      await said(dialog(page), /strongly recommended .* agreement and\/or SOG, SOP or Policy & Procedure/);
      await press(dialog(page), 'Back');
      await dialog(page).waitFor({ state: 'detached' });
      await press(page, 'Discard the changes for Kyle B');
    }
    await set(page, 'Kyle B', { Hydrants: 'View Only' });
    await press(page, 'Save Kyle B');
    await page.getByRole('heading', { name: 'Save for Kyle B?' }).waitFor();
    expect(
      await dialog(page)
        .getByText(/strongly recommended/)
        .count(),
    ).toBe(0);
  });
});

describe.skipIf(!guides.browser)('troubleshooting & FAQs', { retry: 1 }, () => {
  test('Q: I don’t see Client Data Sharing in the menu. A: You likely lack admin permissions', async () => {
    const { a } = await guides.two('Luling');
    const { email } = await guides.addUser(a, 'Viewer', 'Vera Viewer');
    const [page, admin] = [await guides.enterAs(a, email), await guides.enter(a)];
    expect(await menu(page).getByRole('link', { name: 'Client Data Sharing' }).count()).toBe(0);
    await page.goto(clientSheet);
    await said(page, 'You need the permission Admin - Client Data Sharing');
    await said(page, 'Start by contacting an administrator of Luling A');
    await choose(admin, 'Users');
    await admin.getByRole('link', { name: 'Vera Viewer' }).click();
    await admin.getByRole('checkbox', { name: 'Administrator' }).check();
    await press(admin, 'Save');
    await said(admin, 'User saved');
    await page.goto('/');
    await openSheet(page, 'Client Data Sharing');
    await row(page, 'Luling B').waitFor();
  });

  test('Q: Why am I getting an error when saving settings? A: Ensure the Address module is set to View Only', async () => {
    const { a, b } = await guides.two('Menard');
    const [page, partner] = [await guides.enter(a), await guides.enter(b)];
    await openSheet(page, 'Client Data Sharing');
    await set(page, 'Menard B', { 'Pre-Plans': 'View Only' });
    await press(page, 'Save Menard B');
    await row(page, 'Menard B').getByRole('alert').getByText(lack).waitFor();
    expect(await dialog(page).count()).toBe(0);
    await isGiven(partner, 'Menard A', {});
    await set(page, 'Menard B', { Address: 'View Only' });
    await saveRow(page, 'Menard B');
    await isGiven(partner, 'Menard A', { Address: 'View Only', 'Pre-Plans': 'View Only' });
  });

  test('Q: Can outside agencies modify our data? A: Only if “Can Make Changes” or “Command Transfer” is enabled', async () => {
    const { a, b } = await guides.two('Nocona');
    const place = await guides.place(a, '5 Nocona Street');
    await guides.shareClient(a, b, { prePlans: 'view', hydrants: 'view', address: 'view', command: 'view' });
    const [page, partner] = [await guides.enter(a), await guides.enter(b)];
    await reads(partner, `/places/${place.id}`, '5 Nocona Street');
    const changesNothing = ['Who can see it?', 'Report a problem'];
    expect((await actions(partner)).filter((each) => !changesNothing.includes(each))).toEqual([]);
    expect(await asks(partner, 'PATCH', `/places/${place.id}`, { name: 'Theirs' })).toBe(403);
    expect(await asks(partner, 'DELETE', `/places/${place.id}`)).toBe(403);
    for (const levels of [
      { Hydrants: 'Can Make Changes', Command: 'View Only' },
      { Hydrants: 'View Only', Command: 'Command Transfer' },
    ]) {
      await page.goto(`${clientSheet}?sharing=changes`);
      await said(page, 'No partner agency matches these filters.');
      await page.goto(clientSheet);
      await set(page, 'Nocona B', levels);
      await saveRow(page, 'Nocona B');
      await page.goto(`${clientSheet}?sharing=changes`);
      await row(page, 'Nocona B').waitFor();
      await page.goto(clientSheet);
      await set(page, 'Nocona B', { Hydrants: 'View Only', Command: 'View Only' });
      await saveRow(page, 'Nocona B');
    }
  });

  test('Q: How do I add a new partner agency? A: Contact your Customer Success Manager or Implementation Manager', async () => {
    const { a } = await guides.two('Olney');
    const far = await guides.agency('Olney Far', guides.newCounty());
    const [page, partner] = [await guides.enter(a), await guides.enter(far)];
    await openSheet(page, 'Client Data Sharing');
    await said(page, managers);
    const manager = await guides.enterAsOperator();
    await choose(manager, 'Links');
    await press(manager.locator('.page-actions'), 'Add link');
    for (const [field, name] of [
      ['First agency', 'Olney A'],
      ['Second agency', 'Olney Far'],
    ] as const) {
      await dialog(manager).getByLabel(field).first().fill(name);
      await manager.getByRole('option', { name }).click();
    }
    await press(dialog(manager), 'Link agencies');
    await said(manager, 'Olney A and Olney Far are linked');
    await page.reload();
    await row(page, 'Olney Far').getByText('linked').waitFor();
    expect(await cell(page, 'Address', 'Olney Far').inputValue()).toBe('none');
    await set(page, 'Olney Far', { Hydrants: 'View Only' });
    await saveRow(page, 'Olney Far');
    await isGiven(partner, 'Olney A', { Hydrants: 'View Only' });
  });

  test('Q: What is Device Location sharing? A: It provides live tracking of units logged into Standpipe', async () => {
    const { a } = await guides.two('Post');
    const page = await guides.enter(a);
    await openSheet(page, 'Client Data Sharing');
    await press(page, 'Post B');
    const device = dialog(page).getByRole('row', { name: /^Device Locations/ });
    await device.getByText('Live locations of units signed in to Standpipe').waitFor();
    await device.getByRole('combobox', { name: 'Device Locations' }).waitFor();
  });
});
