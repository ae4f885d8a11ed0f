import { type Permission, permissions } from '@standpipe/policy';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { signIn } from '../server/test/sign-in.ts';
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
const password = 'correct horse battery';
const open = (agency: TestAgency, held: readonly Permission[] = permissions) =>
  signedInAs(browser!, app, agency, held);

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const field = (page: Page, name: string) => page.getByRole('main').getByLabel(name).first();
const box = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true });
const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
const subject = (page: Page, name: string) => page.getByRole('group', { name, exact: true });

describe.skipIf(!browser)('in a browser', { retry: 1 }, () => {
  test('somebody who is added gets a link that is shown once and signs them in', async () => {
    const agency = await world.agency('Adding FD');
    await agency.admin.post('/admin/roles', { name: 'Reader', permissions: ['FD Permits - Read'] });
    const page = await open(agency);
    await page.getByRole('link', { name: 'Users', exact: true }).click();
    await headingOf(page, 'Users').waitFor();
    await page.keyboard.press('n');
    await headingOf(page, 'Add a user').waitFor();
    await press(page, 'Add the user');
    await page.getByText('Enter the name.').waitFor();
    await field(page, 'Name').fill('Nora New');
    await field(page, 'E-mail').fill('nora@example.org');
    await box(page, 'Reader').check();
    await press(page, 'Add the user');
    await headingOf(page, 'Nora New is added').waitFor();
    const link = await field(page, 'Invitation link for Nora New').inputValue();
    expect(link).toMatch(/\/invitation\/spi_/);
    const invitation = await (await page.context().newPage()).goto(
      link.replace(/^https?:\/\/[^/]+/, app.base),
    );
    expect(invitation?.status()).toBe(200);
    await page.getByRole('link', { name: 'All users' }).click();
    await page.getByRole('rowheader', { name: 'Nora New' }).waitFor();
    expect(await page.getByRole('main').textContent()).not.toContain('spi_');
  });

  test('an address that is taken is said in the server’s words, and what was typed stays', async () => {
    const agency = await world.agency('Twice FD');
    const one = { name: 'One', email: 'taken@example.org', password, roles: [] };
    expect((await agency.admin.post('/admin/users', one)).status).toBe(201);
    const page = await open(agency);
    await page.goto('/admin/users/new');
    await field(page, 'Name').fill('Two');
    await field(page, 'E-mail').fill(one.email);
    await press(page, 'Add the user');
    await page.locator('[data-problem], [aria-invalid="true"]').first().waitFor();
    expect(await field(page, 'Name').inputValue()).toBe('Two');
  });

  test('roles are given and taken, and a user is switched off, on, and invited anew', async () => {
    const agency = await world.agency('Switching FD');
    const role = await agency.admin.post('/admin/roles', {
      name: 'Reader',
      permissions: ['FD Permits - Read'],
    });
    const made = await agency.admin.post('/admin/users', {
      name: 'Sam Swift',
      email: 'sam@example.org',
      roles: [],
    });
    const read = async () => (await agency.admin.get(`/admin/users/${made.body.id}`)).body;
    const page = await open(agency);
    await page.goto(`/admin/users/${made.body.id}`);
    await box(page, 'Reader').check();
    await press(page, 'Save');
    await page.getByText('User saved').waitFor();
    expect((await read()).roles).toEqual([{ id: role.body.id, name: 'Reader' }]);
    await press(page, 'Switch off…');
    await inDialog(page, 'Switch off');
    await page.getByText('Switched off', { exact: true }).waitFor();
    expect((await read()).active).toBe(false);
    await press(page, 'Switch on');
    await page.getByText('Account on').waitFor();
    await press(page, 'Send a new invitation');
    await field(page, 'Invitation link for Sam Swift').waitFor();
    // Switching counted as changes: the form is not out of date by them.
    await box(page, 'Reader').uncheck();
    await press(page, 'Save');
    await expect.poll(async () => (await read()).roles).toEqual([]);
  });

  test('a user who forgot their password and cannot be mailed is given one, and signs in with it', async () => {
    const agency = await world.agency('Forgetting FD');
    const email = 'faye@example.org';
    const faye = { name: 'Faye Forgetful', email, password, roles: [] };
    const { body: made } = await agency.admin.post('/admin/users', faye);
    expect((await signIn(app.base, email, password)).status).toBe(200);
    const page = await open(agency);
    await page.goto(`/admin/users/${made.id}`);
    await press(page, 'Set a password…');
    const typed = page.getByRole('dialog').getByLabel('New password');
    await typed.fill('short');
    await inDialog(page, 'Set the password');
    await page.getByText('Choose at least 8 characters.').waitFor();
    expect(await faultsEverywhere(page)).toEqual([]);
    await typed.fill('firefighter1');
    await inDialog(page, 'Set the password');
    await page.locator('[aria-invalid="true"]').waitFor();
    await typed.fill('a ladder by the wall');
    await inDialog(page, 'Set the password');
    await page.getByText('Faye Forgetful signs in with the new password').waitFor();
    expect((await signIn(app.base, email, password)).status).toBe(401);
    expect((await signIn(app.base, email, 'a ladder by the wall')).status).toBe(200);
    // One's own is changed under one's account, with the one of now.
    await page.getByRole('button', { name: 'Ann Archer: account' }).waitFor();
    const { items } = (await agency.admin.get('/admin/users?q=Ann')).body;
    await page.goto(`/admin/users/${items[0].id}`);
    await headingOf(page, 'Ann Archer').waitFor();
    expect(await page.getByRole('button', { name: 'Set a password…' }).count()).toBe(0);
  });

  test('the last administrator stays, and the dialog says why', async () => {
    const agency = await world.agency('Last FD');
    const page = await open(agency, ['Admin - Users']);
    const { membershipId } = agency.admin;
    await page.goto(`/admin/users/${membershipId}`);
    await press(page, 'Switch off…');
    await inDialog(page, 'Switch off');
    await page.getByRole('dialog').getByText('would lose its last administrator').waitFor();
    expect((await agency.admin.get(`/admin/users/${membershipId}`)).body.active).toBe(true);
  });

  test('nobody gives what they do not hold: neither in a role, nor a role that holds it', async () => {
    const agency = await world.agency('Lesser FD');
    await agency.admin.post('/admin/roles', { name: 'Auditor', permissions: ['Admin - Audit'] });
    const page = await open(agency, ['Admin - Users', 'FD Permits - Read']);
    await page.goto('/admin/users/new');
    await box(page, 'Auditor').waitFor();
    expect(await box(page, 'Auditor').isDisabled()).toBe(true);
    await page.getByText('so you cannot give it: Admin - Audit').waitFor();
    await page.goto('/admin/roles/new');
    const permits = subject(page, 'Permits');
    await permits.waitFor();
    expect(await permits.getByRole('checkbox', { name: 'Create' }).isDisabled()).toBe(true);
    await permits.getByText('You do not have Create, Edit, Delete yourself').waitFor();
    await field(page, 'Name').fill('Counter');
    await permits.getByRole('checkbox', { name: 'Read' }).check();
    await press(page, 'Make the role');
    await page.getByRole('link', { name: /Counter.*Permits: Read/ }).waitFor();
  });

  test('a role changed by someone else keeps what was ticked, and shows what the other did', async () => {
    const agency = await world.agency('Racing FD');
    const { body: role } = await agency.admin.post('/admin/roles', { name: 'Desk', permissions: [] });
    const page = await open(agency);
    await page.goto(`/admin/roles/${role.id}`);
    await subject(page, 'Places').getByRole('checkbox', { name: 'Read' }).check();
    const theirs = { permissions: ['Messaging - Use'] };
    await agency.admin.patch(`/admin/roles/${role.id}`, theirs, { ifMatch: role.version });
    await press(page, 'Save');
    const dialog = page.getByRole('dialog', { name: 'Someone else saved changes' });
    await dialog.getByText('Messaging - Use').waitFor();
    await dialog.getByRole('button', { name: 'Save mine' }).click();
    await headingOf(page, 'Roles').waitFor();
    expect((await agency.admin.get(`/admin/roles/${role.id}`)).body.permissions).toEqual([
      'Addresses - Read',
    ]);
  });

  test('the agency’s colour, hours and contact are saved, and the page follows', async () => {
    const agency = await world.agency('Colour FD');
    const page = await open(agency);
    await page.getByRole('link', { name: 'Settings' }).click();
    await headingOf(page, 'Settings').waitFor();
    await field(page, 'Color code').fill('purple');
    await press(page, 'Save');
    await page.getByText('Enter a color like #2f6f9f.').waitFor();
    await page.getByRole('radio', { name: 'Rust' }).check({ force: true });
    await field(page, 'Time zone').selectOption('America/Denver');
    await page.getByText(/It is now .* M[SD]T there/).waitFor();
    await field(page, 'Contact').fill('Prevention desk');
    await press(page, 'Save');
    await page.getByText('Settings saved').waitFor();
    expect((await agency.admin.get('/admin/agency')).body).toMatchObject({
      color: '#b5532b',
      timeZone: 'America/Denver',
      contact: { name: 'Prevention desk', phone: null, email: null },
    });
  });

  test('a key is made with a part of what its maker holds, shown once, and revoked', async () => {
    const agency = await world.agency('Keys FD');
    const page = await open(agency, ['FD Permits - Read', 'Addresses - Read']);
    await page.getByRole('button', { name: 'Ann Archer: account' }).click();
    await page.getByRole('menuitem', { name: 'API keys' }).click();
    await press(page, 'New key');
    const panel = page.getByRole('dialog', { name: 'New API key' });
    await panel.getByLabel('Name').fill('Nightly report');
    expect(await panel.getByRole('group', { name: 'Hydrants' }).count()).toBe(0);
    await panel.getByRole('button', { name: 'Make the key' }).click();
    await panel.getByText('Choose at least one permission.').waitFor();
    await panel.getByRole('group', { name: 'Permits' }).getByRole('checkbox', { name: 'Read' }).check();
    await panel.getByRole('button', { name: 'Make the key' }).click();
    const key = await page.getByRole('dialog').getByLabel('API key', { exact: true }).inputValue();
    const asKey = () => fetch(`${app.base}/api/v1/permits`, { headers: { authorization: `Bearer ${key}` } });
    expect((await asKey()).status).toBe(200);
    await press(page, 'Done');
    await page.getByText(/^Works until /).waitFor();
    expect(await page.locator('body').textContent()).not.toContain(key);
    await press(page, 'Revoke the key Nightly report');
    await inDialog(page, 'Revoke');
    await page.getByText('No API keys').waitFor();
    expect((await asKey()).status).toBe(401);
  });

  test('another session is ended alone, and a new password needs the one of now', async () => {
    const agency = await world.agency('Sessions FD');
    const page = await open(agency, []);
    const email = await page.evaluate<string>(
      'fetch("/api/v1/me").then((r) => r.json()).then((me) => me.user.email)',
    );
    const other = await fetch(`${app.base}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Mozilla/5.0 (iPad) Firefox/150.0' },
      body: JSON.stringify({ email, password }),
    });
    expect(other.status).toBe(200);
    await page.goto('/account?tab=sessions');
    await page.getByText('this one').waitFor();
    await press(page, 'End the session Firefox on iPad');
    await page.getByText('Session ended: Firefox on iPad').waitFor();
    await expect.poll(() => page.getByRole('button', { name: /^End the session/ }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Password' }).click();
    await page.getByLabel('Password now').fill('wrong wrong wrong');
    await page.getByLabel('New password', { exact: true }).fill('another long password');
    await press(page, 'Change the password');
    await page.getByText('This is not your password.').waitFor();
    await page.getByLabel('Password now').fill(password);
    await press(page, 'Change the password');
    await page.getByText('Password changed').waitFor();
  });

  test('the change log says who changed what in words, filters in the address, and gives a checkpoint', async () => {
    const agency = await world.agency('Logged FD');
    const partner = await world.agency('Neighbour FD');
    const place = await world.place(agency, { addressLine: '1 Elm Street', stories: 1 });
    await agency.admin.patch(`/places/${place.id}`, { stories: 3 }, { ifMatch: place.version });
    const sheet = (await agency.admin.get('/admin/client-data-sharing')).body.items;
    const row = sheet.find((each: { partner: { id: string } }) => each.partner.id === partner.id);
    await agency.admin.put(
      `/admin/client-data-sharing/${partner.id}`,
      { levels: { ...row.levels, address: 'view' } },
      { ifMatch: row.version },
    );
    const page = await open(agency);
    await page.getByRole('link', { name: 'Change log' }).click();
    await headingOf(page, 'Change log').waitFor();
    const entry = (words: RegExp) => page.getByRole('listitem').filter({ hasText: words });
    const changed = entry(/changed place 1 Elm Street/);
    await changed.getByText(/1\s*became\s*→?\s*3/).waitFor();
    await entry(/set Client Data Sharing for Neighbour FD.*Address.*View Only/).waitFor();
    const text = await page.getByRole('main').innerText();
    expect(text).not.toMatch(/clientDataSharing|\d{4}-\d\d-\d\dT|[0-9a-f]{8}-[0-9a-f]{4}/);
    expect(text).toMatch(/#\d+/);
    await changed.getByRole('button', { name: 'Only this' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('record')).toBe(place.id);
    await expect.poll(() => page.getByRole('main').getByRole('listitem').count()).toBe(2);
    await page.reload();
    await changed.waitFor();
    const saved = page.waitForEvent('download');
    await press(page, 'Download a checkpoint');
    expect((await saved).suggestedFilename()).toMatch(/^standpipe-checkpoint-.*\.json$/);
  });

  test('who holds none of it finds no way there, and reads who to ask', async () => {
    const page = await open(await world.agency('Plain FD'), ['FD Permits - Read']);
    const names = await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allTextContents();
    for (const name of ['Users', 'Roles', 'Change log', 'Settings']) expect(names).not.toContain(name);
    await page.goto('/admin/audit');
    await page.getByText('Admin - Audit').first().waitFor();
  });

  test('every page of it is free of faults in light and dark, wide and on a phone', {
    timeout: 240_000,
  }, async () => {
    const agency = await world.agency('Faultless FD');
    const { body: role } = await agency.admin.post('/admin/roles', {
      name: 'Desk',
      permissions: ['Messaging - Use'],
    });
    const page = await open(agency, permissions.slice(4));
    const { membershipId } = agency.admin;
    for (const path of [
      '/admin/users',
      '/admin/users/new',
      `/admin/users/${membershipId}`,
      '/admin/roles',
      `/admin/roles/${role.id}`,
      '/admin/settings',
      '/admin/audit',
      '/account',
      '/account?tab=password',
      '/account?tab=sessions',
      '/account?tab=keys',
      '/notices',
    ]) {
      await page.goto(path);
      await page
        .getByRole('heading', { level: 1 })
        .waitFor()
        .catch(() => {
          throw new Error(`${path} has no heading`);
        });
      await page.waitForLoadState('networkidle');
      expect(await faultsEverywhere(page)).toEqual([]);
    }
  });
});
