import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { afresh } from './afresh.ts';
import { headingOf } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { answer, answersOn, inspectors, press, show } from './inspectors.ts';

await buildPages();
const browser = await openChromium({});
const begin = async () => inspectors(await startApp(), browser);
let { own, make, read, change, open } = await begin();
afresh(async () => {
  ({ own, make, read, change, open } = await begin());
});
const items = ['Exits are free', 'Doors latch', 'Alarm works'];
const begun = () => make({ status: 'inProgress', checklist: items.map((item) => ({ item })) });
const results = async (id: string) =>
  (await read(id)).checklist.map(({ result }: { result?: string }) => result ?? null);

describe.skipIf(!browser)('in a browser', { retry: 1 }, () => {
  test('answers that are given without a network are kept, said to be, and saved once it is back', async () => {
    const made = await begun();
    const page = await open(own);
    await show(page, made);
    await answer(page, 'Exits are free', 'Pass');
    await expect.poll(() => results(made.id)).toEqual(['pass', null, null]);
    await page.context().setOffline(true);
    await answer(page, 'Doors latch', 'Fail');
    await press(page, 'Note on: Doors latch');
    await page.getByRole('textbox', { name: 'Note on: Doors latch' }).fill('wedge');
    await page.getByText('Your answers are stored on this device').waitFor();
    await answer(page, 'Alarm works', 'N/A, not applicable');
    await page.getByText('3 of 3 answered, 1 failed').waitFor();
    expect(await results(made.id)).toEqual(['pass', null, null]);
    await page.context().setOffline(false);
    await page.getByText('Saved', { exact: true }).waitFor();
    expect((await read(made.id)).checklist).toEqual([
      { item: 'Exits are free', result: 'pass' },
      { item: 'Doors latch', result: 'fail', note: 'wedge' },
      { item: 'Alarm works', result: 'notApplicable' },
    ]);
  });

  test('answers outlive a page that was closed without a network', async () => {
    const made = await begun();
    const page = await open(own);
    await show(page, made);
    await page.context().setOffline(true);
    await answer(page, 'Exits are free', 'Fail');
    await page.getByText('Your answers are stored on this device').waitFor();
    const context = page.context();
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await show(again, made);
    await expect.poll(() => results(made.id)).toEqual(['fail', null, null]);
    expect(await answersOn(again, items)).toEqual(['Fail', null, null]);
  });

  test('two inspectors answer at once: what only one answered is merged, what both did is asked', async () => {
    const made = await begun();
    const page = await open(own);
    await show(page, made);
    await page.context().setOffline(true);
    await answer(page, 'Exits are free', 'Pass');
    await answer(page, 'Doors latch', 'Pass');
    await page.getByText('Your answers are stored on this device').waitFor();
    const [exits, doors, alarm] = made.checklist;
    await change(made.id, {
      checklist: [exits, { ...doors, result: 'fail' }, { ...alarm, result: 'pass' }],
    });
    await page.context().setOffline(false);
    const dialog = page.getByRole('dialog', { name: 'Someone else saved changes' });
    await dialog.getByRole('row', { name: /Doors latch/ }).waitFor();
    expect(await dialog.getByRole('row').count()).toBe(2);
    await dialog.getByRole('button', { name: 'Back to the form' }).click();
    await dialog.waitFor({ state: 'detached' });
    await press(page, 'Compare answers…');
    await dialog.getByRole('button', { name: 'Save mine' }).click();
    await expect.poll(() => results(made.id)).toEqual(['pass', 'pass', 'pass']);
    await page.getByText('Saved', { exact: true }).waitFor();
  });

  test('an answer is taken back by pressing it again, and without a mail server the report says so', async () => {
    const made = await begun();
    const page = await open(own);
    await show(page, made);
    await answer(page, 'Alarm works', 'Fail');
    await expect.poll(() => results(made.id)).toEqual([null, null, 'fail']);
    await answer(page, 'Alarm works', 'Fail');
    await expect.poll(() => results(made.id)).toEqual([null, null, null]);
    await press(page, 'Report');
    await page.getByRole('menuitem', { name: 'Send by e-mail…' }).click();
    await page.getByRole('dialog').getByLabel('To', { exact: true }).fill('owner@example.org');
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await page.getByRole('dialog').getByText('Standpipe has no mail server').waitFor();
    expect(await page.getByRole('dialog').getByLabel('To', { exact: true }).inputValue()).toBe(
      'owner@example.org',
    );
  });

  test('a checklist is answered and an inspection started by keyboard alone', async () => {
    const made = await make({ checklist: [{ item: 'Exits are free' }] });
    const page = await open(own);
    await show(page, made);
    await page.getByRole('button', { name: 'Start', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Enter');
    const pass = page.getByRole('group', { name: 'Exits are free' }).getByRole('button', { name: 'Pass' });
    await pass.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => results(made.id)).toEqual(['pass']);
    await headingOf(page, made.number).waitFor();
  });
});
