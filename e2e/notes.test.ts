import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { openWorld } from '../server/test/world.ts';
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
const location = { type: 'Point', coordinates: [-88, 42.3] };

describe.skipIf(!browser)('reports in a browser', { retry: 1 }, () => {
  test('a partner reports a problem; the owner sees it without a reload, resolves it, and the partner is told', async () => {
    const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
    await world.grant(owner, partner, { hydrants: 'view' });
    const { id } = (await owner.admin.post('/hydrants', { number: 'H-7', location, type: 'dryBarrel' })).body;

    const ours = await signedInAs(browser!, app, owner, ['Hydrants - Read', 'Hydrants - Edit']);
    await ours.goto(`/hydrants/${id}`);
    await headingOf(ours, 'Hydrant H-7').waitFor();
    await mark(ours);

    const theirs = await signedInAs(browser!, app, partner, ['Hydrants - Read']);
    await theirs.goto(`/hydrants/${id}`);
    await theirs.getByRole('button', { name: 'Report a problem' }).click();
    await theirs.getByLabel('What is wrong?').fill('The cap on the north side is missing.');
    await theirs.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await theirs.getByText('1 open report').waitFor();
    expect(await theirs.getByRole('button', { name: 'Resolve' }).count()).toBe(0);

    const list = ours.getByRole('list', { name: 'Open reports' });
    await list.getByText('The cap on the north side is missing.').waitFor();
    await list.getByText('Partner FD').waitFor();
    expect(await isStill(ours)).toBe(true);

    await ours.goto('/');
    const tile = ours
      .getByRole('list', { name: 'Your work' })
      .getByRole('link', { name: /Open problem reports/ });
    await tile.getByText('1', { exact: true }).waitFor();
    await tile.click();
    await headingOf(ours, 'Problem reports').waitFor();
    expect(await faultsEverywhere(ours)).toEqual([]);
    await ours
      .getByRole('link', { name: /Hydrant H-7/ })
      .first()
      .click();
    await headingOf(ours, 'Hydrant H-7').waitFor();
    expect(await faultsEverywhere(ours)).toEqual([]);
    await ours.getByRole('button', { name: 'Resolve' }).click();
    await ours.getByRole('button', { name: 'Reopen' }).waitFor();

    await theirs.getByText('1 open report').waitFor({ state: 'detached' });
    await theirs.goto('/');
    await theirs.getByText('Owner FD resolved your report about Hydrant H-7.').first().waitFor();
    expect((await owner.admin.get(`/hydrants/${id}`)).body.version).toBe(1);
  });
});
