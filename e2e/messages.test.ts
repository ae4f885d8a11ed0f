import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { openWorld } from '../server/test/world.ts';
import { headingOf } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { faultsEverywhere, signedInAs } from './staff.ts';

await buildPages();
const app = await startApp();
const world = await openWorld(app);
const browser = await openChromium({});

describe.skipIf(!browser)('messages in a browser', { retry: 1 }, () => {
  test('two agencies talk, see what was read, and the one that closes messaging has left', async () => {
    const [one, two] = [await world.agency('One FD'), await world.agency('Two FD')];
    const page = await signedInAs(browser!, app, one, ['Messaging - Use']);
    await page.goto('/messages/new');
    await page.getByText('No agency to write to').waitFor();
    await world.grant(one, two, { messaging: 'exchange' });
    await world.grant(two, one, { messaging: 'exchange' });
    await page.goto('/messages');
    await page.getByText('No conversations yet').waitFor();
    await page.keyboard.press('n');
    await headingOf(page, 'New conversation').waitFor();
    await page.getByLabel('Two FD').check();
    await page.getByLabel('Subject').fill('Main Street');
    await page.getByRole('button', { name: 'Start the conversation' }).click();
    await headingOf(page, 'Main Street').waitFor();
    await page.getByRole('textbox', { name: 'Message' }).fill('Engine 2 to side C.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('article').getByText('Engine 2 to side C.').waitFor();

    const other = await signedInAs(browser!, app, two, ['Messaging - Use']);
    await other.goto('/messages');
    await other
      .getByRole('row', { name: /One FD/ })
      .getByText('1', { exact: true })
      .waitFor();
    await other
      .getByRole('link', { name: /One FD/ })
      .first()
      .click();
    await other.getByText('Engine 2 to side C.').waitFor();
    await page.getByText('Read by Two FD').waitFor();
    await other.getByRole('textbox', { name: 'Message' }).fill('On our way.');
    await other.getByRole('button', { name: 'Send' }).click();
    await page.getByText('On our way.').waitFor();
    expect(await faultsEverywhere(page)).toEqual([]);

    const sheet = (await two.admin.get('/admin/client-data-sharing')).body.items;
    const row = sheet.find((each: { partner: { id: string } }) => each.partner.id === one.id);
    await two.admin.put(
      `/admin/client-data-sharing/${one.id}`,
      { levels: { messaging: 'none' } },
      { ifMatch: row.version },
    );
    await page.getByText('Two FD left the conversation').waitFor();
    await page.getByText('You cannot send messages.').waitFor();
    await other.getByText('Your agency has left this conversation.').waitFor();
  });
});
