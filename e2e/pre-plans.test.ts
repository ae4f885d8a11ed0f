import type { Permission } from '@standpipe/policy';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { openWorld, type TestAgency } from '../server/test/world.ts';
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

const everything: readonly Permission[] = [
  'Addresses - Read',
  'Pre-Plans - Read',
  'Pre-Plans - Create',
  'Pre-Plans - Edit',
  'Pre-Plans - Delete',
  'Pre-Plans - Publish',
  'Hydrants - Read',
];
const open = (agency: TestAgency, permissions = everything) => signedInAs(browser!, app, agency, permissions);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const field = (page: Page, name: string) => page.getByRole('main').getByLabel(name, { exact: true }).first();

/** A plan with something in every row of the quick view. */
const whole = {
  identity: {
    name: 'Lincoln School',
    use: 'Grade school, 14 rooms',
    alphaSide: 'Main Street',
    keyBox: 'Left of the main door, 5 ft up, behind the sign',
    gate: 'Rolling gate on the east drive, siren operated',
    bestEntrance: 'Side C from the parking lot, holds a ladder truck',
    stairsToRoof: 'North stair',
    elevators: 'One, key at the panel',
  },
  tactics: { warnings: ['truss'], warningText: 'Bowstring roof over the gym', note: 'Gym roof fails early.' },
  construction: {
    type: 'IIIB',
    storiesAbove: 2,
    storiesBelow: 1,
    lengthFt: 320,
    widthFt: 140,
    lightweight: 'roof',
    roofType: 'Bowstring truss over the gym',
  },
  occupants: { dayCount: 420, nightCount: 0, needHelp: 6 },
  protection: {
    sprinkler: 'partial',
    sprinklerType: 'wetPipe',
    sprinklerCoverage: 'Basement and stage',
    riserRoom: 'Basement, side B',
    fdcs: [
      { kind: 'combined', side: 'A', location: 'Right of the main door', distanceFt: 30, pressurePsi: 150 },
    ],
    standpipeClass: 'I',
    standpipeOutlets: 'Both stairs',
    alarmPanel: 'Main office',
    annunciator: 'Main door, inside left',
  },
  water: { neededFlowGpm: 3000, sharesSprinklerMain: true },
  utilities: { gas: 'Side D', electric: 'Basement, side B' },
  hazards: {
    health: 3,
    flammability: 0,
    instability: 0,
    special: ['W'],
    materials: [{ name: 'Chlorine', un: 'UN1017' }],
  },
  contacts: { people: [{ name: 'Pat Janitor', role: 'Custodian', phone: '555-0142' }] },
  maintenance: { verifiedOn: '2026-08-01', verifiedBy: 'Engine 2' },
};

async function makePlan(owner: TestAgency, fields: object = {}) {
  const place = await world.place(owner, { addressLine: '21 Lincoln Street' });
  const answer = await owner.admin.post('/pre-plans', {
    placeId: place.id,
    sections: whole,
    status: 'published',
    ...fields,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return { id: answer.body.id as string, place };
}

describe.skipIf(!browser)('in a browser', { retry: 1 }, () => {
  test('a plan is made at its place, published, changed in a draft that is published, and restored', async () => {
    const owner = await world.agency('Planner FD');
    const place = await world.place(owner, { addressLine: '7 Planner Street' });
    const page = await open(owner);
    await page.goto(`/places/${place.id}?tab=pre-plan`);
    await page.getByRole('link', { name: 'New pre-plan' }).click();
    await headingOf(page, 'New pre-plan').waitFor();
    await field(page, 'Name crews use').fill('Planner Hall');
    await field(page, 'Needed fire flow, gpm').fill('2500');
    await press(page, 'Save as a draft');
    await headingOf(page, 'Planner Hall').waitFor();
    await press(page, 'Publish');
    await page.locator('.page-lead').getByText('Published').waitFor();

    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByText('Your changes go into a draft').waitFor();
    await field(page, 'Needed fire flow, gpm').fill('3000');
    await press(page, 'Save the draft');
    await page.getByText('There is a draft beside this plan').waitFor();
    await page.getByText('2,500 gpm').waitFor();
    await page.getByRole('tab', { name: 'Draft' }).click();
    await page.getByText('3,000 gpm').waitFor();
    await press(page, 'Publish the draft');
    await page.getByText('There is a draft beside this plan').waitFor({ state: 'hidden' });

    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByRole('cell', { name: '2,500 gpm' }).waitFor();
    await page.getByRole('button', { name: /^Restore version 2/ }).click();
    await press(page, 'Restore');
    await page.getByRole('tab', { name: 'Plan', exact: true }).click();
    await page.getByText('2,500 gpm').waitFor();
    expect(await faultsEverywhere(page)).toEqual([]);
  });

  test('a partner’s change waits as a suggestion, and is accepted in part', async () => {
    const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
    await world.grant(owner, partner, { prePlans: 'edit', address: 'view' });
    await owner.admin.patch('/admin/agency', { partnerPrePlanEdits: 'suggest' }, { ifMatch: 1 });
    const { id } = await makePlan(owner);
    const theirs = await open(partner);
    await theirs.goto(`/pre-plans/${id}/edit`);
    await field(theirs, 'Gas shut-off').fill('Side C, moved');
    await field(theirs, 'Key box').fill('Gone');
    await press(theirs, 'Save');
    await theirs.getByText('Sent to Owner FD for approval').waitFor();
    await theirs.getByText('Side D', { exact: true }).waitFor();

    const page = await open(owner);
    await page.goto(`/pre-plans/${id}?tab=suggestions`);
    await page.getByRole('checkbox', { name: 'Identity and access: Key box' }).uncheck();
    await press(page, 'Accept 1 of 2 and publish');
    await page.getByText('Published', { exact: true }).first().waitFor();
    await theirs.goto(`/pre-plans/${id}`);
    await theirs.getByText('Side C, moved').waitFor();
    await theirs.getByText('Left of the main door, 5 ft up, behind the sign').waitFor();
  });

  test('the quick view shows rows 1 to 9 of a partner’s plan without scrolling on a rig’s screen, big enough for gloves', async () => {
    const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
    await world.grant(owner, partner, { prePlans: 'view', address: 'view', hydrants: 'view' });
    const { id, place } = await makePlan(owner);
    const [lng, lat] = place.location.coordinates;
    for (const [at, gpm] of [1600, 1200, 700, 400].entries())
      await owner.admin.post('/hydrants', {
        number: `H-${at}`,
        location: { type: 'Point', coordinates: [lng, lat + 0.0004 * (at + 1)] },
        type: 'dryBarrel',
        ratedFlowGpm: gpm,
      });
    const page = await open(partner);
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.goto(`/pre-plans/${id}/quick`);
    await page.getByText('AA H-0, 1,600 gpm').waitFor();
    const quick = page.locator('.quick');
    for (const text of [
      'Truss roof or floor · Bowstring roof over the gym',
      'Owner FD · verified',
      'Combined, Side Alpha, Right of the main door, 30 ft, 150 psi',
      'SHARES THE SPRINKLER MAIN',
      'Needs 3,000 gpm: 3,500 within',
    ])
      await expect.poll(() => quick.getByText(text).count(), { message: text }).toBeGreaterThan(0);
    expect(await quick.getByText('H-3').count()).toBe(0);
    const ninth = await page.locator('[data-row="9"]').boundingBox();
    expect(ninth!.y + ninth!.height).toBeLessThanOrEqual(768);
    for (const target of await quick.locator('a, button').all())
      expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(56);
    expect(
      await page.getByRole('img', { name: 'NFPA 704: Health 3, fire 0, instability 0, no water' }).count(),
    ).toBe(1);
    expect(await quick.getByText('555-0142').count()).toBe(0);
    await quick.getByText('Pat Janitor').click();
    await quick.getByText('555-0142').waitFor();
    expect(await faultsEverywhere(page)).toEqual([]);
    await press(page, 'Red');
    expect(await page.locator('html').getAttribute('data-night')).not.toBeNull();
  });

  test('what is not recorded says so, and the last copy stays with its age when the network is gone', async () => {
    const owner = await world.agency('Bare FD');
    const { id } = await makePlan(owner, { sections: {} });
    const page = await open(owner);
    await page.goto(`/pre-plans/${id}/quick`);
    await page.getByText('Stop line: not recorded').waitFor();
    expect(await page.getByText('not recorded', { exact: true }).count()).toBeGreaterThanOrEqual(9);
    await page.context().setOffline(true);
    await page.getByText(/^No network: copy read/).waitFor();
    await page.getByRole('heading', { name: '21 Lincoln Street' }).waitFor();
    await page.context().setOffline(false);
  });
});
