import { describe, expect, test } from 'vitest';
import { afresh } from '../afresh.ts';
import { headingOf } from '../browse.ts';
import { dialog, press, said } from './guides.steps.ts';
import { openGuides, password } from './guides.world.ts';

let guides = await openGuides();
afresh(async () => {
  guides = await openGuides();
});

describe.skipIf(!guides.browser)('while others are at it', { retry: 1 }, () => {
  test('a session that ends in the middle of a form keeps the typed text, which is saved once one is back', async () => {
    const { a } = await guides.two('Quanah');
    const place = await guides.place(a, '1 Quanah Street');
    const { email } = await guides.addUser(a, 'Permit Technician');
    const page = await guides.enterAs(a, email);
    await page.goto(`/permits/new?place=${place.id}`);
    await said(page, '1 Quanah Street');
    const field = (name: string) => page.getByRole('main').getByLabel(name).first();
    await field('Type').fill('Hot work');
    await field('Description').fill('On the roof, from dusk');

    const elsewhere = await guides.enterAs(a, email);
    await press(elsewhere, 'Ann Archer: account');
    await elsewhere.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
    await press(dialog(elsewhere), 'Sign out everywhere');
    await said(elsewhere, 'You are signed out on every device.');

    await said(dialog(page), 'Your session ended. Sign in again to continue.');
    expect((await a.admin.get('/permits')).body.items).toEqual([]);
    await dialog(page).getByLabel('Password', { exact: true }).fill(password);
    await press(dialog(page), 'Sign in');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await field('Description').inputValue()).toBe('On the roof, from dusk');
    await press(page, 'Create permit');
    await said(page, 'On the roof, from dusk');
    await headingOf(page, `P-${new Date().getFullYear()}-0001`).waitFor();
    expect((await a.admin.get('/permits')).body.items).toHaveLength(1);
  });
});
