import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { openWorld } from '../server/test/world.ts';
import { afresh } from './afresh.ts';
import { headingOf } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { faultsEverywhere, signedInAs } from './staff.ts';

await buildPages();
let app = await startApp();
const browser = await openChromium({});
let world = await openWorld(app);
afresh(async () => {
  app = await startApp();
  world = await openWorld(app);
});
const reads = ['Community Connect - Read', 'Community Connect - Reveal', 'Addresses - Read'] as const;
const all = [...reads, 'Community Connect - Create', 'Community Connect - Edit'] as const;
const pictures = process.env.STANDPIPE_PICTURES;

describe.skipIf(!browser)('Community Connect in a browser', { retry: 1 }, () => {
  test('the owner enters a profile, and a partner reveals the gate code with a reason', async () => {
    const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
    await world.grant(owner, partner, { communityConnect: 'view', address: 'view' });
    const place = await world.place(owner);
    const page = await signedInAs(browser!, app, owner, [...all]);
    await page.goto(`/community-connect/new?place=${place.id}`);
    const main = page.getByRole('main');
    await main.getByLabel('Name', { exact: true }).fill('Okafor household');
    await main.getByLabel('Oxygen in use').check();
    await main.getByLabel('Gate code').fill('4711#');
    await main.getByLabel('Adults').fill('two');
    await main.getByRole('button', { name: 'Create profile' }).click();
    await main.getByText('Enter a whole number').waitFor();
    await main.getByLabel('Adults').fill('2');
    if (pictures) await page.screenshot({ path: `${pictures}/profile-new.png`, fullPage: true });
    await main.getByRole('button', { name: 'Create profile' }).click();
    await headingOf(page, 'Okafor household').waitFor();
    await main.getByText('4711#').waitFor();
    const id = page.url().split('/').at(-1)!;

    await page.goto(`/community-connect/${id}/edit`);
    await main.getByLabel('Key box').fill('Left of the entrance');
    await main.getByRole('button', { name: 'Save' }).click();
    await main.getByText('Left of the entrance').waitFor();
    expect((await owner.admin.get(`/community-connect/${id}`)).body).toMatchObject({
      occupants: { adults: 2 },
      entry: { keyBox: 'Left of the entrance' },
      sensitive: { needs: ['oxygen'], gateCode: '4711#' },
    });

    const theirs = await signedInAs(browser!, app, partner, [...reads]);
    await theirs.goto('/community-connect');
    await theirs.getByRole('link', { name: 'Okafor household' }).first().click();
    await theirs.getByText('Gate code').waitFor();
    expect(await theirs.getByText('4711#').count()).toBe(0);
    expect(await faultsEverywhere(theirs)).toEqual([]);
    await theirs.getByRole('button', { name: 'Reveal…' }).click();
    const dialog = theirs.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Reveal', exact: true }).click();
    await dialog.getByText('Enter the reason').waitFor();
    await dialog.getByLabel('Reason').fill('Smoke reported');
    await dialog.getByRole('button', { name: 'Reveal', exact: true }).click();
    await theirs.getByText('4711#').waitFor();
    await theirs.getByText(/Hidden again in 4[45]:/).waitFor();
    if (pictures)
      for (const width of [1440, 390]) {
        await theirs.setViewportSize({ width, height: 900 });
        await theirs.screenshot({ path: `${pictures}/profile-${width}.png`, fullPage: true });
      }
    await theirs.reload();
    await theirs.getByRole('button', { name: 'Reveal…' }).waitFor();
    expect(await theirs.getByText('4711#').count()).toBe(0);
  });
});
