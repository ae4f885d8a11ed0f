import { readFile } from 'node:fs/promises';
import { inspectionTransitions } from '@standpipe/contract';
import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { openMailbox } from '../server/test/mailbox.ts';
import { readPdf } from '../server/test/pdf.ts';
import { picture } from '../server/test/upload.ts';
import { nextStatuses } from '../web/src/screens/inspections/inspection-words.ts';
import { afresh } from './afresh.ts';
import { headingOf } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { answer, inspectors, press, show } from './inspectors.ts';
import { faultsEverywhere, isStill, mark } from './staff.ts';

await buildPages();
const mailbox = await openMailbox();
const browser = await openChromium({});
const begin = async () => inspectors(await startApp({ SMTP_URL: mailbox.url }), browser);
let { own, partner, place, make, read, change, open, world } = await begin();
afresh(async () => {
  ({ own, partner, place, make, read, change, open, world } = await begin());
});

test('the pages lead an inspection from status to status as the server does', () => {
  expect(nextStatuses).toEqual(inspectionTransitions);
});

describe.skipIf(!browser)('in a browser', { retry: 1 }, () => {
  test('an inspector schedules at a place and is warned of the same inspection a neighbor is at', async () => {
    await world.grant(own, partner, { inspections: 'view', addressShareModule: 'fireInspection' });
    await world.grant(partner, own, { inspections: 'view' });
    await make({ type: 'Kitchen hood', status: 'inProgress', number: 'P-7' }, partner);
    const page = await open(own);
    await page.getByRole('link', { name: 'Inspections', exact: true }).click();
    await headingOf(page, 'Inspections').waitFor();
    await page.keyboard.press('n');
    await headingOf(page, 'New inspection').waitFor();
    await page.getByRole('textbox', { name: 'Place' }).fill('mill lane');
    await page.getByRole('option', { name: /12 Mill Lane/ }).click();
    await page.getByRole('combobox', { name: 'Type' }).fill('Kitchen hood');
    const warning = page.getByRole('alert').filter({ hasText: 'scheduled or in progress here' });
    await warning.getByText('Partner FD has one scheduled or in progress here').waitFor();
    await warning.getByRole('link', { name: 'P-7' }).waitFor();
    await page.getByLabel('Time').fill('09:30');
    await press(page, 'Schedule');
    await page.getByText('Choose a date for this time.').waitFor();
    await page.getByLabel('Day', { exact: true }).fill('2031-06-15');
    await page.getByLabel('Assigned to').selectOption({ label: 'Ann Archer (you)' });
    const items = page.getByRole('textbox', { name: 'Items' });
    expect(await items.inputValue()).toContain('Nozzles are capped');
    await items.fill('Hood is clean\n\n  Gas shuts off  ');
    await press(page, 'Schedule');
    await page.getByText('for Jun 15, 2031, 9:30 AM').waitFor();
    await page.getByText('Partners cannot see it yet.').waitFor();
    const { items: made } = (await own.admin.get('/inspections?access=own&type=Kitchen%20hood')).body;
    expect(made).toMatchObject([
      {
        status: 'scheduled',
        scheduledFor: '2031-06-15T13:30:00.000Z',
        assignedTo: { name: 'Ann Archer' },
        checklist: [{ item: 'Hood is clean' }, { item: 'Gas shuts off' }],
      },
    ]);
  });

  test('a failed item becomes a violation with a photo, and the inspection is completed', async () => {
    const made = await make({ checklist: [{ item: 'Exits are free' }, { item: 'Alarm works' }] });
    const page = await open(own);
    await show(page, made);
    await press(page, 'Start');
    await page.getByRole('dialog').getByText('Partners you share inspections with can now view it').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
    await answer(page, 'Exits are free', 'Pass');
    await answer(page, 'Alarm works', 'Fail');
    await press(page, 'Note on: Alarm works');
    await page.getByRole('textbox', { name: 'Note on: Alarm works' }).fill('panel is dark');
    await page.locator('ol').getByRole('button', { name: 'Add a violation', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Add a violation' });
    expect(await panel.getByLabel('Violation').inputValue()).toBe('Alarm works: panel is dark');
    await panel.getByLabel('Code').fill('IFC 907.8');
    await panel.getByLabel('Correct by').fill('2031-07-01');
    await panel.getByRole('button', { name: 'Add the violation' }).click();
    await page.getByText('1 of 1 open').waitFor();
    const file = { name: 'panel.jpg', mimeType: 'image/jpeg', buffer: await picture() };
    await page.getByLabel('Add photos of: Alarm works: panel is dark').setInputFiles(file);
    await page.getByRole('button', { name: 'Open photo 1 of: alarm works: panel is dark' }).click();
    const photo = page.getByRole('dialog').getByRole('img', { name: 'Photo 1' });
    await expect
      .poll(() => photo.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
      .toBe(80);
    await page.keyboard.press('Escape');
    expect(await faultsEverywhere(page)).toEqual([]);

    await press(page, 'Complete inspection');
    await page.getByRole('dialog').getByText('One violation is open.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Complete' }).click();
    await page.getByRole('link', { name: 'Schedule a re-inspection' }).waitFor();
    expect(await read(made.id)).toMatchObject({
      status: 'completed',
      checklist: [{ result: 'pass' }, { result: 'fail', note: 'panel is dark' }],
      violations: [{ code: 'IFC 907.8', correctBy: '2031-07-01', photos: [expect.any(String)] }],
    });
  });

  test('a photo that no violation shows stands by itself for its own agency, and can be deleted', async () => {
    const made = await make({ status: 'inProgress' });
    const headers = { 'content-type': 'image/jpeg' };
    const sent = await own.admin.post(`/inspections/${made.id}/photos`, await picture(), { headers });
    expect(sent.status, JSON.stringify(sent.body)).toBe(201);
    const theirs = await open(partner);
    await show(theirs, made);
    expect(await theirs.getByRole('heading', { name: /^Other photos/ }).count()).toBe(0);
    const page = await open(own);
    await show(page, made);
    await page.getByRole('heading', { name: /^Other photos/ }).waitFor();
    expect(await faultsEverywhere(page)).toEqual([]);
    await press(page, 'Open photo 1 without a violation');
    await page.getByRole('dialog').getByRole('img', { name: 'Photo 1 without a violation' }).waitFor();
    await press(page, 'Delete this photo…');
    await press(page, 'Delete');
    await page.getByText('Photo deleted').waitFor();
    await page.getByRole('heading', { name: /^Other photos/ }).waitFor({ state: 'detached' });
    expect((await own.admin.get(`/inspections/${made.id}/photos`)).body.items).toEqual([]);
  });

  test('the report is downloaded and sent by e-mail, and what is open becomes a re-inspection', async () => {
    const violations = [{ code: 'IFC 907.8', description: 'Alarm panel is dark', status: 'open' }];
    const made = await make({ status: 'completed', violations });
    const page = await open(own);
    await show(page, made);
    await press(page, 'Report');
    const downloading = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Download PDF' }).click();
    const pages = await readPdf(await readFile(await (await downloading).path()));
    expect(pages.join(' ')).toContain('Alarm panel is dark');
    await press(page, 'Report');
    await page.getByRole('menuitem', { name: 'Send by e-mail…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('To', { exact: true }).fill('owner');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('“owner” is not an e-mail address.').waitFor();
    await dialog.getByLabel('To', { exact: true }).fill('owner@example.org, chief@example.org');
    await dialog.getByLabel('Message').fill('By Friday, please');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Report sent to owner@example.org, chief@example.org').waitFor();
    expect(mailbox.received.at(-1)).toMatchObject({ to: ['owner@example.org', 'chief@example.org'] });

    await page.getByRole('link', { name: 'Schedule a re-inspection' }).click();
    await headingOf(page, 'New re-inspection').waitFor();
    expect(await page.getByRole('textbox', { name: 'Items' }).inputValue()).toBe(
      'Corrected: IFC 907.8, Alarm panel is dark',
    );
    await press(page, 'Start now');
    await page.getByRole('link', { name: made.number }).waitFor();
  });

  test('a partner reads those in progress and completed, and is offered nothing it may not do', async () => {
    const theirs = await make({ status: 'inProgress', checklist: [{ item: 'Doors latch', result: 'fail' }] });
    const hidden = await make({ number: 'HIDDEN-1' });
    const page = await open(partner);
    await page.goto('/inspections?access=shared');
    await page.getByRole('rowheader', { name: theirs.number }).waitFor();
    expect(await page.getByRole('rowheader', { name: hidden.number }).count()).toBe(0);
    await show(page, theirs);
    await page.getByText('Shared by Own FD · View Only').waitFor();
    await page.getByText('Fail', { exact: true }).waitFor();
    const buttons = await page.getByRole('main').getByRole('button').allTextContents();
    expect(buttons.filter(Boolean)).toEqual([]);
    expect(await page.getByRole('tab').count()).toBe(0);
    await page.goto(`/inspections/${theirs.id}/edit`);
    await page.getByText('Own FD shares this with your agency as View Only').waitFor();
    await page.goto(`/inspections/${hidden.id}`);
    await headingOf(page, 'This inspection is not here').waitFor();
  });

  test('a status that partners do not see takes the inspection off their open page at once', async () => {
    const made = await make({ status: 'inProgress' });
    const page = await open(partner);
    await show(page, made);
    await mark(page);
    await change(made.id, { status: 'cancelled' });
    await headingOf(page, 'This inspection is not here').waitFor();
    expect(await isStill(page)).toBe(true);
  });

  test('a completed inspection is reopened with a reason, which its history tells', async () => {
    const made = await make({ status: 'completed' });
    const page = await open(own);
    await show(page, made);
    await press(page, 'Reopen');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Reopen' }).click();
    await dialog.getByText('Enter a reason.').waitFor();
    await dialog.getByLabel('Reason').fill('The alarm was not tested');
    await dialog.getByRole('button', { name: 'Reopen' }).click();
    await page.getByText('Reopened: The alarm was not tested').waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByText('Ann Archer changed it').waitFor();
    await page.getByText('The alarm was not tested').waitFor();
    expect(await faultsEverywhere(page)).toEqual([]);
  });

  test('the list and the form of a new inspection hold axe', async () => {
    await make({ scheduledFor: '2031-08-01', number: 'AXE-1' });
    const page = await open(own);
    await page.goto('/inspections?q=AXE-1');
    await page.getByRole('rowheader', { name: 'AXE-1' }).waitFor();
    expect(await faultsEverywhere(page)).toEqual([]);
    await page.goto(`/inspections/new?place=${place.id}`);
    await page.getByText('12 Mill Lane').waitFor();
    expect(await faultsEverywhere(page)).toEqual([]);
  });

  test('an inspection is changed and deleted by who may', async () => {
    const made = await make({ scheduledFor: '2031-08-01', number: 'GONE-1' });
    const page = await open(own);
    await show(page, made);
    await page.keyboard.press('e');
    await headingOf(page, 'Edit GONE-1').waitFor();
    await page.getByLabel('Day', { exact: true }).fill('2031-08-02');
    await press(page, 'Save');
    await page.getByText('for Aug 2, 2031').waitFor();
    await press(page, 'More');
    await page.getByRole('menuitem', { name: 'Delete this inspection…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await headingOf(page, 'Inspections').waitFor();
    expect((await own.admin.get(`/inspections/${made.id}`)).status).toBe(404);
  });
});
