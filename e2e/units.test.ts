import { unitTypes } from '@standpipe/contract';
import type { Permission } from '@standpipe/policy';
import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { openWorld } from '../server/test/world.ts';
import { motionText, unitTypeWords } from '../web/src/screens/units/unit-words.ts';
import { headingOf } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { faultsEverywhere, signedInAs } from './staff.ts';

await buildPages();
const app = await startApp();
const world = await openWorld(app);
const browser = await openChromium({});
const everything: readonly Permission[] = ['Device Locations - Read', 'Units - Manage'];

test('every NERIS unit type has its word, and no other', () => {
  expect(Object.keys(unitTypeWords).sort()).toEqual([...unitTypes].sort());
});

test('a motion is read in miles an hour and by the wind rose', () => {
  expect(motionText({ speed: 10, course: 315 })).toBe('22 mph, NW');
  expect(motionText({ speed: 0, course: 359 })).toBe('0 mph, N');
  expect(motionText({ speed: null, course: 90 })).toBe('E');
  expect(motionText({ speed: null, course: null })).toBeNull();
});

describe.skipIf(!browser)('units in a browser', { retry: 1 }, () => {
  test('a crew signs a unit in, reads who sees it; a partner watches it move until the grant falls', async () => {
    const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
    await world.grant(owner, partner, { deviceLocations: 'view' });
    const page = await signedInAs(browser!, app, owner, everything);
    await page.goto('/units');
    await page.getByText('No units yet').waitFor();
    await page.keyboard.press('n');
    await headingOf(page, 'New unit').waitFor();
    await page.getByLabel('Call sign').fill('E12');
    await page.getByRole('button', { name: 'Add the unit' }).click();
    await headingOf(page, 'E12').waitFor();
    await page.getByText('Location sharing is off').waitFor();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Location sharing is on. Partner FD can see where this unit is.').waitFor();
    expect(await faultsEverywhere(page)).toEqual([]);

    const id = page.url().split('/').at(-1)!;
    const move = (lng: number, speed: number) =>
      owner.admin.post(`/units/${id}/positions`, {
        positions: [
          {
            at: new Date().toISOString(),
            location: { type: 'Point', coordinates: [lng, 43] },
            speed,
            course: 90,
          },
        ],
      });
    const watcher = await signedInAs(browser!, app, partner, ['Device Locations - Read']);
    await watcher.goto('/units');
    await watcher.getByRole('rowheader', { name: 'E12' }).waitFor();
    await move(-76.1, 10);
    await watcher.getByText('22 mph, E').waitFor();
    await move(-76.2, 20);
    await watcher.getByText('45 mph, E').waitFor();
    expect(await faultsEverywhere(watcher)).toEqual([]);

    const sheet = (await owner.admin.get('/admin/client-data-sharing')).body.items;
    const row = sheet.find((each: { partner: { id: string } }) => each.partner.id === partner.id);
    const saved = await owner.admin.put(
      `/admin/client-data-sharing/${partner.id}`,
      { levels: { deviceLocations: 'none' } },
      { ifMatch: row.version },
    );
    expect(saved.status).toBe(200);
    await watcher.getByText('No units yet').waitFor();
  });
});
