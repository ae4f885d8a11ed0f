import { describe, expect, test } from 'vitest';
import { demoAgencies, demoPassword } from '../server/src/demo/agencies.ts';
import { ensureFirstOperator } from '../server/src/people/setup.ts';
import { startApp } from '../server/test/app.ts';
import { faultsOf, headingOf, visit } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';

await buildPages();
const browser = await openChromium({});
const password = 'correct horse battery';

/** A server with nothing in it, and the page that its printed link opens, with the operator's fields filled in. */
async function firstRun() {
  const app = await startApp();
  const lines: string[] = [];
  await ensureFirstOperator(app.house, (line) => lines.push(line));
  const page = await visit(browser!, app.base);
  await page.goto(/\/setup\/\S+/.exec(lines.join('\n'))![0]);
  await page.getByLabel('Your name').fill('Olive Operator');
  await page.getByLabel('E-mail').fill('olive@example.org');
  await page.getByLabel('Password', { exact: true }).fill(password);
  return page;
}

describe.skipIf(!browser)('a first run', { retry: 1 }, () => {
  test('loads the demo region, names who lives in it, and lets one in as any of them', {
    timeout: 300_000,
  }, async () => {
    const page = await firstRun();
    await page.getByRole('radio', { name: /^Load the demo region/ }).check();
    await page.getByRole('button', { name: 'Create account and load demo' }).click();
    await page.getByText('This takes up to a minute. Keep this page open.').waitFor();
    await headingOf(page, 'The demo region is loaded').waitFor({ timeout: 240_000 });
    await page.getByText(demoPassword).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const [home] = demoAgencies;
    const someone = home!.people[0]!;
    await page.getByRole('region', { name: home!.name }).getByText(someone.email).waitFor();
    await page.getByRole('button', { name: `Sign in as ${someone.name}, ${home!.name}` }).click();
    await headingOf(page, home!.name).waitFor();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Places' }).click();
    await page.getByText(/^50 of \d+ places$/).waitFor();
  });

  test('goes on to the import of departments', async () => {
    const page = await firstRun();
    await page.getByRole('radio', { name: /^Import departments/ }).check();
    await page.getByRole('button', { name: 'Create operator account' }).click();
    await headingOf(page, 'Import departments').waitFor();
    await page.getByRole('link', { name: 'Agencies', exact: true }).click();
    await page.getByText('No agencies yet').waitFor();
  });
});
