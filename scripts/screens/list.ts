/** Every screen there is, as somebody of the demo region sees it. */
import type { Page } from 'playwright-core';

export type Who = 'nobody' | 'administrator' | 'partner' | 'inspector' | 'operator';

export interface Screen {
  readonly name: string;
  readonly who: Who;
  readonly path: string;
  /** What is done before the picture is taken. */
  readonly first?: (page: Page) => Promise<void>;
}

const firstRow = (path: string) => async (page: Page) => {
  const link = page.locator(`main a[href^="${path}/"]:not([href*="/new"]):not([href*="/calendar"])`).first();
  await link.waitFor();
  await page.goto((await link.getAttribute('href'))!);
};

const named = (page: Page, role: 'button' | 'tab' | 'menuitem', name: string | RegExp) =>
  page.getByRole(role, { name }).first();

export const screens: readonly Screen[] = [
  { name: 'sign-in', who: 'nobody', path: '/' },
  { name: 'forgotten-password', who: 'nobody', path: '/forgotten-password' },
  { name: 'home', who: 'administrator', path: '/' },
  { name: 'notices', who: 'administrator', path: '/notices' },
  { name: 'places', who: 'administrator', path: '/places' },
  { name: 'place', who: 'administrator', path: '/places', first: firstRow('/places') },
  { name: 'place-new', who: 'administrator', path: '/places/new' },
  { name: 'inspections', who: 'administrator', path: '/inspections' },
  { name: 'inspections-calendar', who: 'inspector', path: '/inspections/calendar' },
  {
    name: 'inspection',
    who: 'inspector',
    path: '/inspections?status=inProgress&access=own',
    first: firstRow('/inspections'),
  },
  { name: 'inspection-new', who: 'inspector', path: '/inspections/new' },
  {
    name: 'inspection-shared',
    who: 'partner',
    path: '/inspections?access=shared',
    first: firstRow('/inspections'),
  },
  { name: 'permits', who: 'administrator', path: '/permits' },
  { name: 'permit', who: 'administrator', path: '/permits?access=own', first: firstRow('/permits') },
  { name: 'permit-shared', who: 'partner', path: '/permits?access=shared', first: firstRow('/permits') },
  { name: 'permit-new', who: 'administrator', path: '/permits/new' },
  { name: 'sharing', who: 'administrator', path: '/sharing' },
  {
    name: 'sharing-grants',
    who: 'administrator',
    path: '/sharing',
    first: (page) => named(page, 'tab', 'What we share').click(),
  },
  {
    name: 'sharing-views',
    who: 'administrator',
    path: '/sharing',
    first: (page) => named(page, 'tab', /Partners.* views/).click(),
  },
  { name: 'client-data-sharing', who: 'administrator', path: '/admin/client-data-sharing' },
  { name: 'user-data-sharing', who: 'administrator', path: '/admin/user-data-sharing' },
  { name: 'users', who: 'administrator', path: '/admin/users' },
  { name: 'roles', who: 'administrator', path: '/admin/roles' },
  { name: 'settings', who: 'administrator', path: '/admin/settings' },
  { name: 'imports', who: 'administrator', path: '/admin/imports' },
  { name: 'change-log', who: 'administrator', path: '/admin/audit' },
  { name: 'dark-records', who: 'administrator', path: '/admin/dark-records' },
  { name: 'account', who: 'administrator', path: '/account' },
  { name: 'who-to-ask', who: 'inspector', path: '/admin/users' },
  { name: 'operator-agencies', who: 'operator', path: '/operator/agencies' },
  { name: 'operator-links', who: 'operator', path: '/operator/links' },
  { name: 'operator-registry', who: 'operator', path: '/operator/registry' },
  { name: 'operator-health', who: 'operator', path: '/operator/health' },
];
