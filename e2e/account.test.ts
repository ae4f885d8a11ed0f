import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { openMailbox } from '../server/test/mailbox.ts';
import { openWorld } from '../server/test/world.ts';
import { headingOf, signedIn, visit } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { faultsEverywhere } from './staff.ts';

await buildPages();
const mailbox = await openMailbox();
const app = await startApp({ SMTP_URL: mailbox.url });
const browser = await openChromium({});
const world = await openWorld(app);
const password = 'correct horse battery';
let count = 0;

describe.skipIf(!browser)('one’s own account', { retry: 1 }, () => {
  test('a user changes their name and address with their password; the address counts once it is confirmed', async () => {
    count += 1;
    const agency = await world.agency(`Own FD ${count}`);
    const [before, after] = [`before-${count}@example.org`, `after-${count}@example.org`];
    const { body: roles } = await agency.admin.post('/admin/roles', {
      name: 'Desk',
      permissions: ['Admin - Users'],
    });
    const made = { name: 'Ann Archer', email: before, password, roles: [roles.id] };
    expect((await agency.admin.post('/admin/users', made)).status).toBe(201);
    const never = { ...made, name: 'Ned Never', email: `never-${count}@example.org` };
    expect((await agency.admin.post('/admin/users', never)).status).toBe(201);

    const page = await visit(browser!, app.base);
    await signedIn(page, before, password, agency.name);
    await page.goto('/account');
    const main = page.getByRole('main');
    const field = (name: string) => main.getByLabel(name, { exact: true });
    expect(await main.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await field('Name').fill('Ann Baker');
    await field('E-mail').fill(after);
    await field('Password now').fill('not this one');
    await main.getByRole('button', { name: 'Save' }).click();
    await main.getByText('is not your password').waitFor();
    expect(await field('Name').inputValue()).toBe('Ann Baker');
    await field('Password now').fill(password);
    expect(await faultsEverywhere(page)).toEqual([]);
    await main.getByRole('button', { name: 'Save' }).click();
    await main.getByText(`A mail is on its way to ${after}`).waitFor();
    await page.getByRole('button', { name: 'Ann Baker: account' }).waitFor();
    expect(await field('E-mail').inputValue()).toBe(before);

    const mailTo = (email: string) => mailbox.received.find(({ to }) => to.includes(email))?.mail.text;
    await expect.poll(() => mailTo(after)).toBeDefined();
    const code = /Code: (\S+)/.exec(mailTo(after)!)![1]!;
    const elsewhere = await visit(browser!, app.base);
    await elsewhere.goto(`/confirm-address/${code}`);
    await elsewhere.getByRole('button', { name: 'Sign in with this address' }).click();
    await elsewhere.getByText('Sign in first').waitFor();
    await signedIn(elsewhere, before, password, agency.name);
    await elsewhere.goto('/confirm-address');
    await elsewhere.getByLabel('Code from the mail').fill('wrong');
    await elsewhere.getByRole('button', { name: 'Sign in with this address' }).click();
    await elsewhere.getByText('This code no longer works').waitFor();
    await elsewhere.goto(`/confirm-address/${code}`);
    await headingOf(elsewhere, 'Confirm your new address').waitFor();
    await elsewhere.getByRole('button', { name: 'Sign in with this address' }).click();
    await headingOf(elsewhere, 'Your address is confirmed').waitFor();
    await elsewhere.getByRole('link', { name: 'Go to Standpipe' }).click();
    await headingOf(elsewhere, agency.name).waitFor();
    await expect.poll(() => mailTo(before)).toContain(after);

    await elsewhere.goto('/admin/users');
    await elsewhere.getByRole('row', { name: /Ann Baker.*(just now|minutes? ago)/ }).waitFor();
    await elsewhere.getByRole('row', { name: /Ned Never.*Not yet/ }).waitFor();
  });
});
