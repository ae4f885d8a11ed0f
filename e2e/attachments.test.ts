import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { drawnPdf } from '../server/test/documents.ts';
import { picture } from '../server/test/upload.ts';
import { openWorld } from '../server/test/world.ts';
import { afresh } from './afresh.ts';
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

const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic', 'latin1'), Buffer.alloc(200)]);

describe.skipIf(!browser)('in a browser', { retry: 1 }, () => {
  test('one bad file does not stop the others; a partner opens the preview from the quick view', async () => {
    const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
    await world.grant(owner, partner, { prePlans: 'view', address: 'view' });
    const place = await world.place(owner, { addressLine: '21 Lincoln Street' });
    const { body: plan } = await owner.admin.post('/pre-plans', {
      placeId: place.id,
      sections: { identity: { name: 'Lincoln School' } },
      status: 'published',
    });
    const page = await signedInAs(browser!, app, owner, [
      'Pre-Plans - Read',
      'Pre-Plans - Edit',
      'Pre-Plans - Publish',
    ]);
    await page.goto(`/pre-plans/${plan.id}`);
    await page.getByLabel('Add photos or PDFs').setInputFiles([
      { name: 'front.jpg', mimeType: 'image/jpeg', buffer: await picture({ width: 800, height: 600 }) },
      { name: 'phone.heic', mimeType: 'image/heic', buffer: heic },
      { name: 'site.pdf', mimeType: 'application/pdf', buffer: await drawnPdf({ pages: 2 }) },
    ]);
    await page.getByRole('button', { name: 'Open attachment: Other' }).waitFor();
    await page.getByRole('alert').getByText('HEIC photos cannot be read here').waitFor();
    await page.getByRole('button', { name: 'Remove phone.heic' }).click();
    await page.getByRole('button', { name: 'Open attachment: Other' }).click();
    await page.getByRole('link', { name: 'Download the original' }).waitFor();
    await page.getByLabel('Caption').fill('Whole site');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Open attachment: Whole site' }).waitFor();
    expect(await faultsEverywhere(page)).toEqual([]);

    const theirs = await signedInAs(browser!, app, partner, ['Pre-Plans - Read']);
    await theirs.goto(`/pre-plans/${plan.id}/quick`);
    await theirs.getByRole('button', { name: 'Open attachment: Whole site' }).click();
    await theirs.getByRole('img', { name: 'Whole site' }).waitFor();
    expect(await theirs.getByRole('link', { name: 'Download the original' }).count()).toBe(0);
  });
});
