import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ensureFirstOperator } from '../server/src/people/setup.ts';
import { startApp } from '../server/test/app.ts';
import { openMailbox } from '../server/test/mailbox.ts';
import { caller, openWorld } from '../server/test/world.ts';
import { afresh } from './afresh.ts';
import { faultsOf, fillSignIn, headingOf, letIn, sticksOut, visit, wear } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';

await buildPages();
const begin = async () => {
  const app = await startApp({ SMTP_URL: (await openMailbox()).url });
  const lines: string[] = [];
  await ensureFirstOperator(app.house, (line) => lines.push(line));
  return { app, visitor: caller(app.base, {}), setupPath: /\/setup\/\S+/.exec(lines.join('\n'))![0] };
};
let { app, visitor, setupPath } = await begin();
afresh(async () => {
  ({ app, visitor, setupPath } = await begin());
});
const browser = await openChromium({});
const password = 'correct horse battery';

type State = readonly [name: string, reach: (page: Page) => Promise<unknown>];

/** Every state, in light and night on a wide screen and in dark on a phone: axe finds nothing, and nothing sticks out. */
async function expectOpenToAll(states: readonly State[]): Promise<void> {
  const found: string[] = [];
  for (const [name, reach] of states) {
    const page = await visit(browser!, app.base, { viewport: { width: 1280, height: 800 } });
    await reach(page);
    for (const [colours, width, rules] of views) {
      await page.setViewportSize({ width, height: 800 });
      await wear(page, colours);
      const faults = [...(await sticksOut(page)), ...(await faultsOf(page, rules))];
      found.push(...faults.map((fault) => `${name}, ${colours}, ${width}: ${fault}`));
    }
    await page.context().close();
  }
  expect(found).toEqual([]);
}
const views = [
  ['light', 1280, 'all'],
  ['night', 1280, 'colour'],
  ['dark', 390, 'all'],
] as const;

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

describe.skipIf(!browser)('in a browser', { retry: 1 }, () => {
  test('the pages of those who are not signed in are open to all', { timeout: 300_000 }, async () => {
    const world = await openWorld(app);
    const north = await world.agency('North Fire');
    const made = await north.admin.post('/admin/users', {
      name: 'Nora',
      email: 'nora@example.org',
      roles: [],
    });
    const invitation = new URL(made.body.invitation.url).pathname;
    await expectOpenToAll([
      ['setup', (page) => page.goto(setupPath).then(() => headingOf(page, 'Set up this server').waitFor())],
      [
        'setup, nothing filled in',
        async (page) => {
          await page.goto(setupPath);
          await press(page, 'Create operator account');
          await page.getByText('Enter your name.').waitFor();
        },
      ],
      [
        'setup, over',
        async (page) => {
          await page.goto('/setup/sps_never');
          await headingOf(page, 'This setup link has expired').waitFor();
        },
      ],
      ['sign-in', (page) => page.goto('/').then(() => headingOf(page, 'Sign in').waitFor())],
      [
        'sign-in, refused',
        async (page) => {
          await fillSignIn(page, 'nobody@example.org', 'wrong password');
          await page.getByText('is incorrect').waitFor();
        },
      ],
      [
        'sign-in, offline',
        async (page) => {
          await page.goto('/');
          await page.getByLabel('E-mail').fill('nobody@example.org');
          await page.getByLabel('Password', { exact: true }).fill(password);
          await page.context().setOffline(true);
          await press(page, 'Sign in');
          await page.getByText('No connection').waitFor();
        },
      ],
      [
        'invitation',
        (page) => page.goto(invitation).then(() => headingOf(page, 'North Fire invites you').waitFor()),
      ],
      [
        'invitation, over',
        async (page) => {
          await page.goto('/invitation/spi_never');
          await headingOf(page, 'This invitation no longer works').waitFor();
        },
      ],
      ['forgotten password', (page) => page.goto('/forgotten-password')],
      [
        'forgotten password, sent',
        async (page) => {
          await page.goto('/forgotten-password');
          await page.getByLabel('E-mail').fill('nobody@example.org');
          await press(page, 'Send the mail');
          await headingOf(page, 'Look into your mail').waitFor();
        },
      ],
      ['new password by code', (page) => page.goto('/reset-password')],
      [
        'new password, link over',
        async (page) => {
          await page.goto('/reset-password/never');
          await page.getByLabel('New password').fill(password);
          await press(page, 'Set the new password');
          await headingOf(page, 'This link no longer works').waitFor();
        },
      ],
      [
        'no such page',
        (page) => page.goto('/no/such').then(() => headingOf(page, 'Page not found').waitFor()),
      ],
    ]);
  });

  test('the pages of those who are signed in are open to all', { timeout: 300_000 }, async () => {
    const operator = { name: 'Olive Operator', email: 'olive@example.org', password };
    expect((await visitor.post(setupPath.replace('/setup', '/api/v1/setup'), operator)).status).toBe(200);
    const world = await openWorld(app);
    const east = await world.agency('East Fire', { county: '17031' });
    const west = await world.agency('West Rescue', { county: '17031', userSharing: false });
    const role = await east.admin.post('/admin/roles', {
      name: 'All',
      permissions: ['Hydrants - Read', 'FD Permits - Read'],
    });
    const admin = (await east.admin.get('/admin/roles')).body.items.map((each: { id: string }) => each.id);
    const email = 'both@example.org';
    const roles = [role.body.id, ...admin];
    await east.admin.post('/admin/users', {
      name: 'Ann Archer',
      email,
      password,
      roles: [...new Set(roles)],
    });
    await west.admin.post('/admin/users', { name: 'Ann Archer', email, password, roles: [] });
    await west.admin.post('/admin/users', { name: 'Bob', email: 'bob@example.org', password, roles: [] });
    const sheet = await west.admin.get('/admin/client-data-sharing');
    expect(sheet.body.items).toHaveLength(1);
    const saved = await west.admin.put(
      `/admin/client-data-sharing/${east.id}`,
      { levels: { hydrants: 'view' } },
      { ifMatch: 0 },
    );
    expect(saved.status).toBe(200);
    const place = await world.place(east, { addressLine: '1 East Road' });
    const permit = { placeId: place.id, number: 'E-1', type: 'Hot work', class: 'operational' };
    expect((await east.admin.post('/permits', permit)).status).toBe(201);
    const inside = async (page: Page) => {
      await letIn(page, email, password);
      await page.goto('/');
      await page.getByRole('button', { name: 'Mark as read' }).waitFor();
    };
    await expectOpenToAll([
      ['start page with notices', inside],
      [
        'start page, a notice read',
        async (page) => {
          await inside(page);
          await page.getByText('All', { exact: true }).click();
          await page
            .getByRole('region', { name: /^Notices/ })
            .getByRole('listitem')
            .waitFor();
        },
      ],
      [
        'permits',
        async (page) => {
          await inside(page);
          await page.goto('/permits');
          await page.getByRole('rowheader', { name: 'E-1' }).waitFor();
        },
      ],
      [
        'permits, a filter open',
        async (page) => {
          await inside(page);
          await page.goto('/permits?status=applied');
          await press(page, 'Status: Applied');
          await page.getByLabel('Revoked').waitFor();
        },
      ],
      [
        'permits, none found',
        async (page) => {
          await inside(page);
          await page.goto('/permits?q=atlantis');
          await page.getByText('No permit matches').waitFor();
        },
      ],
      [
        'search',
        async (page) => {
          await inside(page);
          await page.keyboard.press('Control+k');
          await page.getByRole('combobox').fill('E-1');
          await page.getByRole('option', { name: 'E-1' }).waitFor();
        },
      ],
      [
        'shortcuts',
        async (page) => {
          await inside(page);
          await page.keyboard.press('?');
          await page.getByRole('dialog').getByText('Go to Permits').waitFor();
        },
      ],
      [
        'notices under the bell',
        async (page) => {
          await inside(page);
          await press(page, 'Notices, 1 unread');
          await page.getByRole('dialog', { name: 'Notices' }).waitFor();
        },
      ],
      [
        'session ended',
        async (page) => {
          await inside(page);
          await page.goto('/permits');
          await page.getByRole('rowheader', { name: 'E-1' }).waitFor();
          await page.context().clearCookies();
          await press(page, 'Number');
          await page.getByRole('dialog').getByText('Your session ended').waitFor();
        },
      ],
      [
        'no permission',
        async (page) => {
          await fillSignIn(page, 'bob@example.org', password);
          await page.getByText('Nothing new').waitFor();
          await page.goto('/permits');
          await headingOf(page, 'You do not have access to Permits').waitFor();
        },
      ],
      [
        'choice of agency',
        async (page) => {
          await inside(page);
          await press(page, 'Acting for East Fire');
          await page.getByRole('menuitemradio', { name: 'West Rescue' }).waitFor();
        },
      ],
      [
        'account menu',
        async (page) => {
          await inside(page);
          await press(page, 'Ann Archer: account');
          await page.getByRole('menuitem', { name: 'Sign out everywhere' }).waitFor();
        },
      ],
      [
        'asked before signing out everywhere',
        async (page) => {
          await inside(page);
          await press(page, 'Ann Archer: account');
          await page.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
          await page.getByRole('dialog').getByText('You will be signed out on every device').waitFor();
        },
      ],
      [
        'start page with nothing on it',
        async (page) => {
          await fillSignIn(page, 'bob@example.org', password);
          await page.getByText('Nothing new').waitFor();
        },
      ],
      [
        'agencies',
        async (page) => {
          await fillSignIn(page, operator.email, password);
          await page.getByRole('rowheader', { name: 'East Fire' }).waitFor();
        },
      ],
      [
        'agencies, none found',
        async (page) => {
          await fillSignIn(page, operator.email, password);
          await page.getByLabel('Find an agency by name').fill('atlantis');
          await page.getByText('No agency is called').waitFor();
        },
      ],
    ]);
  });
});
