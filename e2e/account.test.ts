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

  test('a user creates a GIS link, sees its address once, and revokes it', async () => {
    count += 1;
    const agency = await world.agency(`GIS FD ${count}`);
    const email = `gis-${count}@example.org`;
    const { body: role } = await agency.admin.post('/admin/roles', {
      name: 'Map desk',
      permissions: ['Hydrants - Read', 'Addresses - Read'],
    });
    await agency.admin.post('/admin/users', { name: 'Gia Soto', email, password, roles: [role.id] });
    const page = await visit(browser!, app.base);
    await signedIn(page, email, password, agency.name);
    await page.goto('/account?tab=keys');
    await page.getByRole('button', { name: 'New GIS link' }).click();
    const panel = page.getByRole('dialog');
    expect(await panel.getByRole('checkbox').count()).toBe(2);
    await panel.getByLabel('Name').fill('County GIS');
    await panel.getByLabel('Places').uncheck();
    expect(await faultsEverywhere(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Create the link' }).click();
    const address = await panel.getByLabel('Address').inputValue();
    expect(address).toMatch(new RegExp(`^${app.base}/ogc/k/spl_`));
    const { collections } = (await (await fetch(`${address}/collections`)).json()) as {
      collections: { id: string }[];
    };
    expect(collections.map(({ id }) => id)).toEqual(['hydrants']);
    await panel.getByRole('button', { name: 'Done' }).click();
    const listed = page.getByRole('listitem').filter({ hasText: 'County GIS' });
    await listed.getByText('GIS link').waitFor();
    expect(await page.content()).not.toContain(address.split('/').at(-1));
    await listed.getByRole('button', { name: 'Revoke the key County GIS' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await expect.poll(async () => (await fetch(address)).status).toBe(401);
    await page.getByText('No API keys').waitFor();
  });
});
