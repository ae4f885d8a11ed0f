import { describe, expect, test } from 'vitest';
import { afresh } from '../afresh.ts';
import { headingOf } from '../browse.ts';
import { isStill, mark } from '../staff.ts';
import {
  actions,
  addPartner,
  asks,
  cell,
  choose,
  dialog,
  findsNothing,
  levelsOf,
  lists,
  menu,
  openSheet,
  press,
  reads,
  row,
  said,
  saveTable,
  set,
} from './guides.steps.ts';
import { openGuides, userSheet } from './guides.world.ts';

let guides = await openGuides();
afresh(async () => {
  guides = await openGuides();
});
const managers = /Customer Success Manager or Implementation Manager/;

describe.skipIf(!guides.browser)('step by step', { retry: 1 }, () => {
  test('1. Enable Data Sharing: request activation of the Data Sharing feature for your account', async () => {
    const agency = await guides.agency('Aledo FD', guides.newCounty(), { userDataSharing: false });
    const page = await guides.enter(agency);
    await page.goto(userSheet);
    await headingOf(page, 'User Data Sharing is not enabled').waitFor();
    await said(page, managers);
    const manager = await guides.enterAsOperator();
    await manager.getByLabel('Find an agency by name').fill('Aledo');
    await manager.getByRole('link', { name: 'Aledo FD' }).click();
    await headingOf(manager, 'Aledo FD').waitFor();
    await manager.getByRole('switch', { name: 'User Data Sharing' }).click();
    await said(manager, 'User Data Sharing is on for Aledo FD');
    await page.goto('/');
    await openSheet(page, 'User Data Sharing');
    await said(page, 'No partner agencies yet');
  });

  test('2. Add a Partner Agency: begin typing the name, select the correct agency from the list, click Add', async () => {
    const { a } = await guides.two('Bandera');
    const page = await guides.enter(a);
    await openSheet(page, 'User Data Sharing');
    const field = page.getByRole('combobox', { name: 'Partner agency' });
    await field.pressSequentially('bande');
    await page.getByRole('option', { name: 'Bandera B' }).waitFor();
    expect(await page.getByRole('option', { name: 'Bandera A' }).count()).toBe(0);
    await page.getByRole('option', { name: 'Bandera B' }).click();
    await press(page, 'Add');
    await row(page, 'Bandera B').getByText('new', { exact: true }).waitFor();
    for (const module of ['Inspections', 'Address Share Module', 'Permit'])
      expect(await cell(page, module, 'Bandera B').inputValue()).toBe('none');
    await saveTable(page);
    await page.reload();
    await row(page, 'Bandera B').waitFor();
  });

  test('3. Configure Inspection Sharing Permissions: select View Only, click Save to apply changes', async () => {
    const { a, b } = await guides.two('Center');
    const place = await guides.place(a, '1 Center Street');
    const inspection = await guides.inspection(a, place.id, 'CA-1', 'inProgress');
    const [page, partner] = [await guides.enter(a), await guides.enter(b, 'Fire Inspector')];
    await openSheet(page, 'User Data Sharing');
    await addPartner(page, 'Center B');
    expect(await levelsOf(page, 'Inspections', 'Center B')).toEqual(['None', 'View Only']);
    await set(page, 'Center B', { Inspections: 'View Only' });
    await findsNothing(partner, `/inspections/${inspection.id}`);
    await saveTable(page);
    await reads(partner, `/inspections/${inspection.id}`, 'CA-1');
  });

  test('4. Verify Access: the partner agency will now be able to view shared inspection records within their account', async () => {
    const { a, b } = await guides.two('Dublin');
    const [ours, theirs] = [await guides.place(a, '2 Dublin Road'), await guides.place(b, '3 Dublin Road')];
    await guides.inspection(a, ours.id, 'DA-1', 'completed');
    await guides.inspection(b, theirs.id, 'DB-1', 'completed');
    await guides.share(a, b, { inspections: 'view' });
    const partner = await guides.enter(b, 'Fire Inspector');
    await lists(partner, 'Inspections', ['DA-1', 'DB-1']);
    await partner.getByRole('row', { name: /DA-1/ }).getByText('Shared · View Only').waitFor();
    await partner.getByRole('row', { name: /DB-1/ }).getByText('Ours').waitFor();
    await partner.getByRole('link', { name: 'DA-1' }).click();
    await said(partner, 'Shared by Dublin A · View Only');
    await said(partner, '2 Dublin Road');
  });
});

describe.skipIf(!guides.browser)('troubleshooting & FAQs', { retry: 1 }, () => {
  test('Q: Why can’t I see the data sharing option? A: The feature must be enabled', async () => {
    const agency = await guides.agency('Eden FD', guides.newCounty(), { userDataSharing: false });
    const page = await guides.enter(agency);
    await menu(page).getByRole('link', { name: 'Client Data Sharing' }).waitFor();
    expect(await menu(page).getByRole('link', { name: 'User Data Sharing' }).count()).toBe(0);
    await page.goto(userSheet);
    await headingOf(page, 'User Data Sharing is not enabled').waitFor();
    await said(page, 'User Data Sharing must be enabled for Eden FD');
    await said(page, managers);
  });

  test('Q: Can partner agencies edit or download inspection reports? A: No, access is strictly view-only', async () => {
    const { a, b } = await guides.two('Friona');
    const place = await guides.place(a, '4 Friona Street');
    const { id } = await guides.inspection(a, place.id, 'FA-1', 'completed');
    await guides.share(a, b, { inspections: 'view', addressShareModule: 'fireInspectionAndPermit' });
    const [page, partner] = [await guides.enter(a), await guides.enter(b)];
    await reads(page, `/inspections/${id}`, 'FA-1');
    expect(await actions(page)).toEqual(expect.arrayContaining(['Report', 'Edit']));
    await reads(partner, `/inspections/${id}`, 'FA-1');
    await said(partner, 'Shared by Friona A · View Only');
    expect((await actions(partner)).filter((each) => each !== 'Who can see it?')).toEqual([]);
    expect(await asks(partner, 'PATCH', `/inspections/${id}`, { type: 'Other' })).toBe(403);
    expect(await asks(partner, 'DELETE', `/inspections/${id}`)).toBe(403);
    expect(await asks(partner, 'GET', `/inspections/${id}/report.pdf`)).toBe(403);
    expect(await asks(partner, 'POST', `/inspections/${id}/email`, { to: ['ann@example.org'] })).toBe(403);
  });

  test('Q: Which inspections are shared? A: Only In Progress and Completed inspections', async () => {
    const { a, b } = await guides.two('Gruver');
    const place = await guides.place(a, '5 Gruver Street');
    const planned = await guides.inspection(a, place.id, 'GA-planned');
    await guides.inspection(a, place.id, 'GA-begun', 'inProgress');
    await guides.inspection(a, place.id, 'GA-done', 'completed');
    const off = await guides.inspection(a, place.id, 'GA-off');
    const cancelled = await a.admin.patch(`/inspections/${off.id}`, { status: 'cancelled' }, { ifMatch: 1 });
    expect(cancelled.status).toBe(200);
    await guides.share(a, b, { inspections: 'view' });
    const [page, partner] = [await guides.enter(a), await guides.enter(b, 'Fire Inspector')];
    await lists(page, 'Inspections', ['GA-begun', 'GA-done', 'GA-off', 'GA-planned']);
    await lists(partner, 'Inspections', ['GA-begun', 'GA-done']);
    await findsNothing(partner, `/inspections/${planned.id}`);
    await findsNothing(partner, `/inspections/${off.id}`);
    await reads(page, `/inspections/${planned.id}`, 'GA-planned');
    await press(page, 'Start');
    await press(dialog(page), 'Start');
    await dialog(page).waitFor({ state: 'detached' });
    await lists(partner, 'Inspections', ['GA-begun', 'GA-done', 'GA-planned']);
  });

  test('Q: Can I revoke access later? A: Yes, remove the partner agency or adjust permissions at any time', async () => {
    const { a, b } = await guides.two('Hamlin');
    const place = await guides.place(a, '6 Hamlin Street');
    const { id } = await guides.inspection(a, place.id, 'HA-1', 'completed');
    await guides.share(a, b, { inspections: 'view' });
    const [page, partner] = [await guides.enter(a), await guides.enter(b, 'Fire Inspector')];
    const leaves = headingOf(partner, 'This inspection is not here');
    await openSheet(page, 'User Data Sharing');

    await reads(partner, `/inspections/${id}`, 'HA-1');
    await mark(partner);
    await set(page, 'Hamlin B', { Inspections: 'None' });
    await saveTable(page);
    await leaves.waitFor();
    expect(await isStill(partner)).toBe(true);

    await set(page, 'Hamlin B', { Inspections: 'View Only' });
    await saveTable(page);
    await reads(partner, `/inspections/${id}`, 'HA-1');
    await mark(partner);
    await press(page, 'Remove Hamlin B');
    await saveTable(page);
    await leaves.waitFor();
    expect(await isStill(partner)).toBe(true);
    await choose(partner, 'Inspections');
    await said(partner, 'No inspections yet');

    await addPartner(page, 'Hamlin B');
    expect(await cell(page, 'Inspections', 'Hamlin B').inputValue()).toBe('none');
  });
});
