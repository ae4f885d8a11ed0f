import { mkdir } from 'node:fs/promises';
import type { Permission } from '@standpipe/policy';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { openWorld } from '../server/test/world.ts';
import { clockText, parTone } from '../web/src/screens/boards/board-words.ts';
import { headingOf, wear } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { faultsEverywhere, signedInAs } from './staff.ts';

await buildPages();
const app = await startApp();
const world = await openWorld(app);
const browser = await openChromium({});
const everything: readonly Permission[] = [
  'Incident Commands - Read',
  'Incident Commands - Create',
  'Incident Commands - Update',
];

test('the PAR clock is yellow one minute before it is due, and red from then on', () => {
  expect([120_000, 60_001, 60_000, 1, 0, -5_000].map(parTone)).toEqual([
    'plain',
    'plain',
    'soon',
    'soon',
    'late',
    'late',
  ]);
  expect([0, 65_000, 3_725_000].map(clockText)).toEqual(['0:00', '1:05', '1:02:05']);
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Pictures to look at, where a folder for them is named. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.STANDPIPE_PICTURES;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  for (const [colors, width, height] of [
    ['light', 1024, 768],
    ['night', 1024, 768],
    ['light', 390, 844],
    ['night', 390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await wear(page, colors);
    await page.screenshot({ path: `${folder}/${name}-${colors}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await wear(page, 'light');
}

describe.skipIf(!browser)('a command board in two browsers', { retry: 1, timeout: 180_000 }, () => {
  test('command is assumed, asked for, given and taken back; a division, PAR and a mayday go between two agencies', async () => {
    const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
    await world.grant(owner, partner, { command: 'transfer' });
    const ours = await signedInAs(browser!, app, owner, everything);
    await ours.goto('/command-boards');
    await ours.getByText('No command boards yet').waitFor();
    await ours.keyboard.press('n');
    await headingOf(ours, 'New board').waitFor();
    await ours.getByLabel('Incident').fill('Main St. 100 block');
    await press(ours, 'Start the board');
    await headingOf(ours, 'Main St. 100 block').waitFor();

    const theirs = await signedInAs(browser!, app, partner, everything);
    await theirs.goto(new URL(ours.url()).pathname);
    await headingOf(theirs, 'Main St. 100 block').waitFor();
    expect(await theirs.getByRole('button', { name: 'Add unit' }).count()).toBe(0);

    // Units, a division, and moving a unit by two taps.
    for (const [label, crew] of [
      ['E1', '4'],
      ['L2', '3'],
    ] as const) {
      await press(ours, 'Add unit');
      await ours.getByLabel('Call sign').fill(label);
      await ours.getByLabel('Crew').fill(crew);
      await press(ours, 'Add');
      await theirs.getByRole('button', { name: label }).waitFor();
    }
    await press(ours, 'Add division');
    await ours.getByLabel('Name', { exact: true }).fill('Division C');
    await press(ours, 'Add');
    await ours.getByRole('button', { name: 'Hand over Division C…' }).waitFor();
    await ours.getByRole('button', { name: /^E1/ }).click();
    await press(ours, 'Move E1 to Division C');
    const division = theirs.getByRole('region', { name: 'Division C' });
    await division.getByRole('button', { name: /^E1/ }).waitFor();
    expect(await division.getByRole('button', { name: /^E1/ }).isDisabled()).toBe(true);

    // The division is handed over: the partner writes in it, and only there.
    await press(ours, 'Hand over Division C…');
    await press(ours, 'Hand over');
    await theirs.locator('[aria-label="Division C"] .board-unit:enabled').waitFor();
    expect(await theirs.getByRole('button', { name: /^L2/ }).isDisabled()).toBe(true);

    // PAR: the partner answers for its division; "All PAR" waits for the other unit.
    await press(ours, 'Start PAR');
    await press(ours, 'Start');
    await press(theirs, 'E1 PAR 4');
    await ours.getByText('4 present of 4').waitFor();
    await press(ours, 'All PAR');
    await ours.getByText('Not all units are PAR. Missing or short: L2.').waitFor();
    await press(ours, 'L2 PAR 3');
    await ours.getByText('3 present of 3').waitFor();
    await press(ours, 'All PAR');
    await theirs.getByText(/All units PAR,/).waitFor();

    // A mayday within two taps, on both screens.
    await press(theirs, 'Mayday');
    await press(theirs, 'Call mayday');
    await ours.getByRole('alert').getByText('Mayday', { exact: true }).waitFor();
    await picture(ours, 'board');
    expect(await faultsEverywhere(ours)).toEqual([]);
    expect(await faultsEverywhere(theirs)).toEqual([]);
    await press(ours, 'Clear mayday…');
    await ours.getByLabel('Reason').fill('Out of the building');
    await press(ours, 'Clear mayday');
    await theirs.getByText('Mayday cleared: Out of the building').waitFor();

    // What was being written when command changed stays, and becomes a late entry.
    await ours.getByLabel('New entry').fill('Roof is open.');
    await press(theirs, 'Ask for command');
    await press(ours, 'Give command');
    await ours.getByText('Command has changed since you began to write').waitFor();
    expect(await ours.getByLabel('New entry').inputValue()).toBe('Roof is open.');
    await press(ours, 'Add as late entry');
    await theirs.getByText('late entry, received').waitFor();
    await theirs.getByRole('button', { name: 'Offer command…' }).waitFor();

    await press(ours, 'Take back…');
    await ours.getByLabel('Reason').fill('Shift change');
    await press(ours, 'Take command back');
    await theirs.getByText(/took command back: Shift change/).waitFor();
    await press(theirs, 'Take command');
    await ours.getByRole('button', { name: 'Take back…' }).waitFor();

    await press(theirs, 'End…');
    await press(theirs, 'End the board');
    await ours.getByRole('button', { name: 'Reopen…' }).waitFor();
    await ours.goto('/command-boards');
    await ours.getByRole('rowheader', { name: 'Main St. 100 block' }).waitFor();
    await ours.getByText('Ended').first().waitFor();
  });
});
