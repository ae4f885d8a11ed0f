import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { afresh } from './afresh.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { inspectors, press } from './inspectors.ts';
import { faultsEverywhere } from './staff.ts';

await buildPages();
const browser = await openChromium({});
const begin = async () => inspectors(await startApp(), browser);
let { own, partner, make, read, open } = await begin();
afresh(async () => {
  ({ own, partner, make, read, open } = await begin());
});

const on = (page: Page) =>
  page.evaluate<string>(`document.activeElement.dataset.day ?? document.activeElement.tagName`);
const cell = (page: Page, name: string) => page.getByRole('gridcell', { name });

describe.skipIf(!browser)('in a browser', { retry: 1 }, () => {
  test('a calendar is walked over by arrows, a day opened by Enter, an inspection moved by a menu', async () => {
    const number = 'CAL-1';
    const { id } = await make({ scheduledFor: '2031-06-10T14:00:00Z', number });
    const page = await open(own);
    await page.goto('/inspections/calendar?on=2031-06-03');
    await cell(page, 'Tuesday, June 10, one inspection').waitFor();
    await cell(page, 'Tuesday, June 3').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => on(page)).toBe('2031-06-10');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Tuesday, June 10' });
    await panel.getByRole('link', { name: 'Annual · 12 Mill Lane' }).waitFor();
    await panel.getByText('10 AM').waitFor();
    await panel.getByRole('button', { name: `Move or assign… ${number}` }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: `Move or assign ${number}` });
    await dialog.getByLabel('Day').fill('2031-06-12');
    await page.keyboard.press('Enter');
    await page.getByText(`${number} moved to Thursday, June 12`).waitFor();
    expect((await read(id)).scheduledFor).toBe('2031-06-12T14:00:00.000Z');
    await press(page, 'Undo');
    await expect.poll(async () => (await read(id)).scheduledFor).toBe('2031-06-10T14:00:00.000Z');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await expect.poll(() => on(page)).toBe('2031-06-10');
    await page.keyboard.press('PageDown');
    await page.getByRole('grid', { name: 'July 2031' }).waitFor();
    expect(new URL(page.url()).search).toBe('?on=2031-07-10');
  });

  test('an inspection is dragged to another day, and one that is done stays where it was', async () => {
    const { id } = await make({ scheduledFor: '2031-09-02', number: 'DRAG-1' });
    const done = await make({ scheduledFor: '2031-09-02', status: 'completed' });
    const page = await open(own);
    await page.goto('/inspections/calendar?on=2031-09-01');
    const chip = page.locator(`[data-id="${id}"]`);
    await chip.dragTo(cell(page, 'Friday, September 5'));
    await expect.poll(async () => (await read(id)).scheduledFor).toBe('2031-09-05');
    await page.locator(`[data-id="${done.id}"]`).waitFor();
    expect(await page.locator(`[data-id="${done.id}"]`).getAttribute('draggable')).toBe('false');
  });

  test('a partner finds there what is shared, and cannot move it; the days of a phone are a list', async () => {
    await make({ scheduledFor: '2031-10-07', status: 'inProgress' });
    await make({ scheduledFor: '2031-10-08' });
    const page = await open(partner);
    await page.goto('/inspections/calendar?on=2031-10-07');
    await cell(page, 'Tuesday, October 7, one inspection').waitFor();
    await cell(page, 'Wednesday, October 8, nothing').waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    const day = page.getByRole('region', { name: 'Tuesday, October 7' });
    await day.getByText('Shared · View Only').waitFor();
    expect(await day.getByRole('button').count()).toBe(0);
    await press(page, 'The week after');
    await page.getByRole('region', { name: 'Tuesday, October 14' }).waitFor();
  });

  test('the calendar shows who goes where, and an inspection is assigned there to somebody else', async () => {
    const { id, number } = await make({ scheduledFor: '2031-07-08T14:00:00Z', number: 'WHO-1' });
    const page = await open(own);
    await page.goto('/inspections/calendar?on=2031-07-08');
    await cell(page, 'Tuesday, July 8, one inspection').focus();
    expect(await page.locator(`[data-id="${id}"]`).getByText('AA', { exact: true }).count()).toBe(0);
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Tuesday, July 8' });
    await panel.getByText('Unassigned').waitFor();
    await panel.getByRole('button', { name: `Move or assign… ${number}` }).click();
    const dialog = page.getByRole('dialog', { name: `Move or assign ${number}` });
    await dialog.getByLabel('Assigned to').selectOption({ label: 'Ann Archer (you)' });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText(`${number} reassigned`).waitFor();
    await panel.getByText('Ann Archer').waitFor();
    expect(await read(id)).toMatchObject({
      assignedTo: { name: 'Ann Archer' },
      scheduledFor: '2031-07-08T14:00:00.000Z',
    });
    await page.keyboard.press('Escape');
    await page.locator(`[data-id="${id}"]`).getByText('AA', { exact: true }).waitFor();
    await press(page, 'Undo');
    await expect.poll(async () => (await read(id)).assignedTo).toBe(null);
  });

  test('the calendar is filtered by whom inspections are assigned to, and the list keeps the filter', async () => {
    await make({ scheduledFor: '2031-11-04' });
    const page = await open(own);
    await page.goto('/inspections/calendar?on=2031-11-04');
    await cell(page, 'Tuesday, November 4, one inspection').waitFor();
    await press(page, 'Filter');
    await page.getByRole('menuitem', { name: 'Assigned to' }).click();
    await page.getByRole('button', { name: 'Me', exact: true }).click();
    await cell(page, 'Tuesday, November 4, nothing').waitFor();
    await page.getByRole('link', { name: 'List' }).click();
    await page.getByText('No inspection matches').waitFor();
    await page.getByRole('link', { name: 'Calendar' }).click();
    await page.getByRole('grid').waitFor();
    expect(new URL(page.url()).search).toBe('?assignedTo=me');
  });

  test.each(['month', 'week'])('the calendar holds axe by %s', async (view) => {
    await make({ scheduledFor: '2031-12-02', assignedTo: own.admin.membershipId });
    const page = await open(own);
    await page.goto(`/inspections/calendar?on=2031-12-02&view=${view}`);
    await page.getByRole('main').getByText('Annual · 12 Mill Lane').first().waitFor();
    expect(await faultsEverywhere(page)).toEqual([]);
  });
});
