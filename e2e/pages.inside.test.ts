import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { signIn } from '../server/test/sign-in.ts';
import { openWorld } from '../server/test/world.ts';
import { afresh } from './afresh.ts';
import { fillSignIn, headingOf, signedIn, visit } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';

await buildPages();
let app = await startApp();
const browser = await openChromium({});
const open = (options = {}) => visit(browser!, app.base, options);
const agencies = async () => {
  const world = await openWorld(app);
  const north = await world.agency('North Fire');
  return { north, south: await world.agency('South Rescue', { userSharing: false }) };
};
let { north, south } = await agencies();
afresh(async () => {
  app = await startApp();
  ({ north, south } = await agencies());
});
const password = 'correct horse battery';

async function addUser(
  email: string,
  agency = north,
  permissions: readonly string[] = reading,
): Promise<void> {
  const role = await agency.admin.post('/admin/roles', { name: `Of ${email}`, permissions });
  const roles = [role.body.id];
  const made = await agency.admin.post('/admin/users', { name: 'Ann Archer', email, password, roles });
  expect(made.status).toBe(201);
}
const reading = ['FD Permits - Read', 'FD Permits - Edit', 'Addresses - Read'];

/** Has the south change what it shares with a partner, which puts notices before that partner's administrators. */
async function give(partner: typeof north, levels: Record<string, string>): Promise<void> {
  const sheet = await south.admin.get('/admin/client-data-sharing');
  const { version } = sheet.body.items.find(
    (row: { partner: { id: string } }) => row.partner.id === partner.id,
  );
  const saved = await south.admin.put(
    `/admin/client-data-sharing/${partner.id}`,
    { levels },
    { ifMatch: version },
  );
  expect(saved.status).toBe(200);
}
const change = (level: 'view' | 'edit') => give(north, { hydrants: level });

/** What somebody was told and has not read, asked of the server. */
async function told(email: string): Promise<{ topic: string }[]> {
  const session = await signIn(app.base, email, password);
  return (await session.get('/notices?unread=true')).body.items;
}

const focused = (page: Page) =>
  page.evaluate(`(() => {
    const { activeElement: on } = document;
    return on.getAttribute('aria-label') || on.labels?.[0]?.textContent || on.textContent;
  })()`);

/** Presses Tab until something has the focus; fails when the whole page was passed without it. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches "${name}".`);
}

describe.skipIf(!browser)('in a browser', { retry: 1 }, () => {
  test('somebody signs in, looks at their password, is refused, gets in and signs out, by keyboard alone', async () => {
    await addUser('keys@example.org');
    const page = await open();
    await page.goto('/');
    await headingOf(page, 'Sign in').waitFor();
    expect(await focused(page)).toBe('E-mail');
    await page.keyboard.type('keys@example.org');
    await tabTo(page, 'Password');
    await page.keyboard.type('not the password');
    await tabTo(page, 'Show the password');
    await page.keyboard.press('Space');
    expect(await page.getByLabel('Password', { exact: true }).getAttribute('type')).toBe('text');
    await page.keyboard.press('Space');
    await tabTo(page, 'Sign in');
    await page.keyboard.press('Enter');
    await page.getByText('The e-mail address or password is incorrect.').waitFor();
    await expect.poll(() => focused(page)).toBe('Password');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await headingOf(page, 'North Fire').waitFor();
    await tabTo(page, 'Ann Archer: account');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Your account');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focused(page)).toBe('Sign out');
    await page.keyboard.press('Enter');
    await page.getByText('You are signed out.').waitFor();
  });

  test('the start page says who one is, for which agency, what is on, and what one may do', async () => {
    await addUser('who@example.org', south);
    const page = await open();
    await fillSignIn(page, 'who@example.org', password);
    await headingOf(page, 'South Rescue').waitFor();
    await page.getByText('Fire department · Lake County, IL').waitFor();
    await page.getByText('who@example.org').first().waitFor();
    const sharing = page.getByRole('region', { name: 'Sharing' });
    expect(await sharing.getByRole('definition').allTextContents()).toEqual(
      expect.arrayContaining(['On', 'Off', expect.stringContaining('Pre-plans')]),
    );
    await sharing
      .getByText('User Data Sharing must be enabled for South Rescue by the platform operator')
      .waitFor();
    const may = page.getByRole('region', { name: 'What you may do' });
    expect(await may.getByRole('term').allTextContents()).toEqual(['Permits', 'Places']);
    expect(await may.getByRole('definition').allTextContents()).toEqual(['Read, Edit', 'Read']);
  });

  test('notices are listed unread, marked as read one by one or all at once, and stay read', async () => {
    await addUser('told@example.org', north, ['Admin - Client Data Sharing', 'Hydrants - Read']);
    await change('view');
    await change('edit');
    const page = await open();
    await fillSignIn(page, 'told@example.org', password);
    const notices = page.getByRole('region', { name: /^Notices/ });
    await notices.getByText('2 unread').waitFor();
    expect(await notices.getByRole('listitem').allTextContents()).toEqual([
      expect.stringContaining('South Rescue changed what it shares with your agency (Client Data Sharing)'),
      expect.stringContaining('Hydrants from None to View Only'),
    ]);
    await notices.getByRole('button', { name: 'Mark as read' }).first().click();
    await notices.getByText('1 unread').waitFor();
    await page.reload();
    await notices.getByText('1 unread').waitFor();
    expect(await notices.getByRole('listitem').count()).toBe(1);
    await notices.getByRole('button', { name: 'Mark all as read' }).click();
    await notices.getByText('unread', { exact: true }).waitFor({ state: 'detached' });
    await page.reload();
    await notices.getByText('Nothing new').waitFor();
    await notices.getByText('All', { exact: true }).click();
    await expect.poll(() => notices.getByRole('listitem').count()).toBe(2);
  });

  test('a notice leads to what it tells of, and is read by that', async () => {
    await addUser('led@example.org', north, [
      'Admin - Client Data Sharing',
      'Addresses - Read',
      'Addresses - Create',
    ]);
    await give(north, { address: 'view' });
    const made = await south.admin.post('/places', {
      addressLine: '6 Shared Street',
      city: 'Zion',
      state: 'IL',
      location: { type: 'Point', coordinates: [-87.83, 42.45] },
    });
    expect(made.status).toBe(201);
    const offer = await south.admin.post(`/places/${made.body.id}/transfer`, { toAgencyId: north.id });
    expect(offer.status, JSON.stringify(offer.body)).toBe(201);
    const page = await open();
    await signedIn(page, 'led@example.org', password, 'North Fire');
    const follow = async (text: RegExp) => {
      await page.getByRole('button', { name: /^Notices/ }).click();
      const bell = page.getByRole('dialog', { name: 'Notices' });
      await bell.getByRole('link', { name: text }).first().click();
      await bell.waitFor({ state: 'detached' });
    };
    await follow(/changed what it shares with your agency/);
    await headingOf(page, 'Sharing').waitFor();
    await page.getByRole('table').getByRole('rowheader', { name: 'South Rescue' }).waitFor();
    await follow(/offers 6 Shared Street to your agency/);
    await headingOf(page, 'Transfers').waitFor();
    await expect
      .poll(async () => (await told('led@example.org')).map(({ topic }) => topic))
      .toContain('recordShared');
    await page.goto('/notices');
    await page
      .getByRole('main')
      .getByRole('link', { name: /^South Rescue shares 1 place/ })
      .click();
    await headingOf(page, '6 Shared Street').waitFor();
    const left = async () => (await told('led@example.org')).map(({ topic }) => topic);
    await expect.poll(left).not.toContain('recordShared');
    expect(await left()).not.toContain('placeTransfer');
  });

  test('somebody of two agencies switches between them', async () => {
    await addUser('both@example.org', north);
    const made = await south.admin.post('/admin/users', {
      name: 'Ann',
      email: 'both@example.org',
      password,
      roles: [],
    });
    expect(made.status).toBe(201);
    const page = await open();
    await fillSignIn(page, 'both@example.org', password);
    await headingOf(page, 'North Fire').waitFor();
    await page.getByRole('button', { name: 'Acting for North Fire; choose another agency' }).click();
    await page.getByRole('menuitemradio', { name: 'South Rescue, IL' }).click();
    await headingOf(page, 'South Rescue').waitFor();
    await page.getByText('Your roles have no permissions yet.').waitFor();
    await page.reload();
    await headingOf(page, 'South Rescue').waitFor();
  });

  test('signing out everywhere asks first, and ends the session of another browser, which says so', async () => {
    await addUser('everywhere@example.org');
    const [here, there] = [await open(), await open()];
    for (const page of [here, there]) {
      await fillSignIn(page, 'everywhere@example.org', password);
      await headingOf(page, 'North Fire').waitFor();
    }
    const choose = async (answer: string) => {
      await here.getByRole('button', { name: 'Ann Archer: account' }).click();
      await here.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
      await here.getByRole('dialog').getByRole('button', { name: answer }).click();
    };
    await choose('Stay signed in');
    await here.getByRole('dialog').waitFor({ state: 'detached' });
    await choose('Sign out everywhere');
    await here.getByText('You are signed out on every device.').waitFor();
    await there.getByRole('dialog').getByText('Your session ended. Sign in again to continue.').waitFor();
  });

  test('a chosen colour scheme holds, and no page flashes in the other one', async () => {
    const page = await open({ colorScheme: 'light' });
    const scheme = () => page.evaluate(`document.documentElement.dataset.mantineColorScheme`);
    await page.goto('/');
    expect(await scheme()).toBe('light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(scheme).toBe('dark');
    await page.getByTitle('Light').click();
    await expect.poll(scheme).toBe('light');
    // Even before any of the application has arrived:
    await page.route('**/assets/*.js', (route) => route.abort());
    await page.goto('/forgotten-password');
    expect(await scheme()).toBe('light');
  });
});
