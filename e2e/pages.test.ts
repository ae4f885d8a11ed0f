import { describe, expect, test } from 'vitest';
import { ensureFirstOperator } from '../server/src/people/setup.ts';
import { startApp } from '../server/test/app.ts';
import { openMailbox } from '../server/test/mailbox.ts';
import { caller, openWorld } from '../server/test/world.ts';
import { afresh } from './afresh.ts';
import { fillSignIn, headingOf, visit } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';

await buildPages();
const site = 'http://standpipe.example';
const begin = async () => {
  const mailbox = await openMailbox();
  const app = await startApp({ SMTP_URL: mailbox.url, PUBLIC_URL: site });
  const strict = await startApp({ STANDPIPE_RATE_LIMITS: 'on' });
  const browser = await openChromium({ 'standpipe.example': new URL(app.base).port });
  const setupLink = await new Promise<string>((resolve) => {
    void ensureFirstOperator(app.house, (line) => {
      const link = /\/setup\/\S+$/.exec(line)?.[0];
      if (link) resolve(link);
    });
  });
  const world = await openWorld(app);
  const north = await world.agency('North Fire');
  await world.agency('South Rescue');
  return { app, mailbox, strict, browser, world, north, setupLink };
};
let { app, mailbox, strict, browser, world, north, setupLink } = await begin();
afresh(async () => {
  ({ app, mailbox, strict, browser, world, north, setupLink } = await begin());
});
const open = (options = {}) => visit(browser!, site, options);
const password = 'correct horse battery';
const operator = { name: 'Olive Operator', email: 'olive@example.org' };

async function addUser(email: string, more: Record<string, unknown> = { password }, agency = north) {
  const roles = (await agency.admin.get('/admin/roles')).body.items as { id: string }[];
  const role =
    roles[0] ?? (await agency.admin.post('/admin/roles', { name: 'Reader', permissions: readings })).body;
  const made = await agency.admin.post('/admin/users', {
    name: 'Ann Archer',
    email,
    roles: [role.id],
    ...more,
  });
  expect(made.status).toBe(201);
  return made.body as { id: string; invitation: { url: string } };
}
const readings = ['FD Permits - Read', 'Addresses - Read'];

/** The way in by the link of the one mail to an address. */
async function mailedLink(email: string): Promise<string> {
  const mails = () => mailbox.received.filter(({ to }) => to.includes(email));
  await expect.poll(() => mails().length).toBe(1);
  return /http:\S+/.exec(mails()[0]!.mail.text ?? '')![0];
}

describe.skipIf(!browser)('in a browser', { retry: 1 }, () => {
  test('the printed setup link makes the first operator, who can sign in; a second time it is told to be over', async () => {
    const page = await open();
    await page.goto(setupLink);
    await page.getByLabel('Your name').fill(operator.name);
    await page.getByLabel('E-mail').fill(operator.email);
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Create operator account' }).click();
    await page.getByText('Password must be 8 to 200 characters.').waitFor();
    expect(await page.getByLabel('Your name').inputValue()).toBe(operator.name);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Create operator account' }).click();
    await headingOf(page, 'Agencies').waitFor();

    const again = await open();
    await again.goto(setupLink);
    await headingOf(again, 'This setup link has expired').waitFor();
    await fillSignIn(again, operator.email, password);
    await headingOf(again, 'Agencies').waitFor();
  });

  test('an operator without an agency sees all accounts, finds one by name, and none of the records', async () => {
    await world.agency('Kerrville Fire', { county: '48265', clientSharing: true, userSharing: false });
    const page = await open();
    await fillSignIn(page, operator.email, password);
    const row = page.getByRole('row', { name: /Kerrville Fire/ });
    await row.waitFor();
    expect(await row.getByRole('cell').allInnerTexts()).toEqual(['Kerr, IL', 'On', 'Off', 'Active']);
    await page.getByLabel('Find an agency by name').fill('south');
    await row.waitFor({ state: 'detached' });
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(['South Rescue']);
    await page.getByLabel('Find an agency by name').fill('atlantis');
    await page.getByText('No agency is called “atlantis”').waitFor();
  });

  test('an invitation link says who invites whom, is used once, and leaves its user signed in', async () => {
    const { invitation } = await addUser('nora@example.org', { name: 'Nora Newcomer' });
    expect(invitation.url).toMatch(`${site}/invitation/`);
    const page = await open();
    await page.goto(invitation.url);
    await headingOf(page, 'North Fire invites you').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe('nora@example.org');
    expect(await page.getByLabel('Your name').inputValue()).toBe('Nora Newcomer');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await headingOf(page, 'North Fire').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');

    const again = await open();
    await again.goto(invitation.url);
    await headingOf(again, 'This invitation no longer works').waitFor();
    await fillSignIn(again, 'nora@example.org', password);
    await headingOf(again, 'North Fire').waitFor();
  });

  test('a forgotten password leads by a real mail to a new one, and the old one is over', async () => {
    await addUser('fred@example.org');
    const page = await open();
    await page.goto('/');
    await page.getByLabel('E-mail').fill('fred@example.org');
    await page.getByRole('link', { name: 'Forgotten password?' }).click();
    expect(await page.getByLabel('E-mail').inputValue()).toBe('fred@example.org');
    await page.getByRole('button', { name: 'Send the mail' }).click();
    await headingOf(page, 'Look into your mail').waitFor();

    const link = await mailedLink('fred@example.org');
    await page.goto(link);
    await page.getByLabel('New password').fill('password123');
    await page.getByRole('button', { name: 'Set the new password' }).click();
    await page.getByText('New password is too common. Choose another.').waitFor();
    await page.getByLabel('New password').fill('staple the battery');
    await page.getByRole('button', { name: 'Set the new password' }).click();
    await page.getByText('Your new password is set. Sign in with it.').waitFor();
    await fillSignIn(page, 'fred@example.org', password);
    await page.getByText('The e-mail address or password is incorrect.').waitFor();
    await fillSignIn(page, 'fred@example.org', 'staple the battery');
    await headingOf(page, 'North Fire').waitFor();

    const again = await open();
    await again.goto(link);
    await again.getByLabel('New password').fill('battery the staple');
    await again.getByRole('button', { name: 'Set the new password' }).click();
    await headingOf(again, 'This link no longer works').waitFor();
  });

  test('the code of a mail can be typed in, or come as a parameter', async () => {
    await addUser('code@example.org');
    await caller(app.base, {}).post('/api/auth/request-password-reset', { email: 'code@example.org' });
    const code = (await mailedLink('code@example.org')).split('/').at(-1)!;
    const page = await open();
    await page.goto('/reset-password');
    await page.getByLabel('Code from the mail').fill('12345');
    await page.getByLabel('New password').fill('staple the battery');
    await page.getByRole('button', { name: 'Set the new password' }).click();
    await page.getByText('Code from the mail has expired. Request a new one.').waitFor();
    expect(await page.getByLabel('New password').inputValue()).toBe('staple the battery');
    await page.goto(`/reset-password?token=${code}`);
    await page.getByLabel('New password').fill('staple the battery');
    await page.getByRole('button', { name: 'Set the new password' }).click();
    await page.getByText('Your new password is set. Sign in with it.').waitFor();
  });

  test('a wrong password says so at its field, and keeps the e-mail that was typed', async () => {
    await addUser('wrong@example.org');
    const page = await open();
    await fillSignIn(page, 'wrong@example.org', 'not the password');
    const field = page.getByLabel('Password', { exact: true });
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
    const described = await field.getAttribute('aria-describedby');
    const words = await page.locator(`[id="${described?.split(' ')[0]}"]`).textContent();
    expect(words).toBe('The e-mail address or password is incorrect.');
    expect(await page.getByLabel('E-mail').inputValue()).toBe('wrong@example.org');
    expect(await field.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  });

  test('after too many attempts the page says how long to wait', async () => {
    const page = await visit(browser!, strict.base);
    for (let attempt = 1; attempt <= 6; attempt++) {
      const answered = page.waitForResponse(/sign-in\/email/);
      await fillSignIn(page, 'guess@example.org', `guess number ${attempt}`);
      expect((await answered).status()).toBe(attempt <= 5 ? 401 : 429);
    }
    await page.getByRole('alert').getByText('Try again in 15 minutes.').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe('guess@example.org');
  });

  test('what was typed outlives a lost connection, and is sent when it is back', async () => {
    await addUser('offline@example.org');
    const page = await open();
    await page.goto('/');
    await page.getByLabel('E-mail').fill('offline@example.org');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This device is offline. Try again when it is connected.').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await headingOf(page, 'North Fire').waitFor();
  });
});
