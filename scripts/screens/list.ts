/** Every screen there is, as somebody of the demo region sees it. */
import { askWhy, below, button, failing, firstRow, press, type Screen } from './reach.ts';
import { sheets } from './sheets.ts';

const admin = (name: string, path: string, first?: Screen['first']): Screen => ({
  name,
  who: 'administrator',
  path,
  ...(first && { first }),
});
const operator = (name: string, path: string, first?: Screen['first']): Screen => ({
  ...admin(name, path, first),
  who: 'operator',
});
const night = { schemes: ['night'], apart: true } as const;
const underWay = '/inspections?status=inProgress&access=own';

const doors: readonly Screen[] = [
  { name: 'sign-in', who: 'nobody', path: '/' },
  { name: 'forgotten-password', who: 'nobody', path: '/forgotten-password' },
  { name: 'reset-password', who: 'nobody', path: '/reset-password' },
  { name: 'no-such-page', who: 'nobody', path: '/no/such' },
];

const shell: readonly Screen[] = [
  admin('home', '/'),
  { ...admin('home-night', '/'), ...night },
  { name: 'home-inspector', who: 'inspector', path: '/' },
  admin('notices', '/notices'),
  admin('notices-bell', '/places', (page) => button(page, /^Notices/).click()),
  admin('search', '/', async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('mill');
    await page.getByRole('option').first().waitFor();
  }),
  admin('shortcuts', '/', (page) => page.keyboard.press('?')),
  { ...admin('offline', '/permits', (page) => page.context().setOffline(true)), apart: true },
  admin('problem', '/permits', failing('/api/v1/permits')),
  {
    name: 'session-ended',
    who: 'inspector',
    apart: true,
    path: '/permits',
    first: async (page) => {
      await page.context().clearCookies();
      await page.goto('/permits#').catch(() => {});
      await page.getByRole('searchbox').or(page.getByPlaceholder('Number')).first().fill('P-2026-01');
      await page.getByText('Your session has ended').waitFor();
    },
  },
  { name: 'who-to-ask', who: 'inspector', path: '/admin/users' },
  { name: 'feature-off', who: 'ashby', path: '/admin/client-data-sharing' },
];

const records: readonly Screen[] = [
  admin('places', '/places'),
  admin('places-none', '/places?q=atlantis'),
  admin('place', '/places', firstRow('/places')),
  admin('hydrants', '/hydrants'),
  admin('hydrant', '/hydrants?status=outOfService', firstRow('/hydrants')),
  admin('hydrant-tests', '/hydrants?flowClass=A', firstRow('/hydrants', press(['tab', 'Flow tests']))),
  admin(
    'hydrant-versions',
    '/hydrants?flowClass=A&access=own',
    firstRow('/hydrants', press(['tab', 'Versions'])),
  ),
  admin('hydrant-new', '/hydrants/new'),
  admin('hydrant-edit', '/hydrants?access=own', below('/hydrants', '/edit')),
  admin('hydrant-test-new', '/hydrants?flowClass=A&access=own', below('/hydrants', '/test')),
  admin('place-permits', '/places', firstRow('/places', press(['tab', 'Permits']))),
  admin('place-history', '/places', firstRow('/places', press(['tab', 'History']))),
  admin('place-edit', '/places', below('/places', '/edit')),
  admin('place-new', '/places/new'),
  admin('inspections', '/inspections'),
  { name: 'inspections-calendar', who: 'inspector', path: '/inspections/calendar' },
  { name: 'inspections-week', who: 'inspector', path: '/inspections/calendar?view=week' },
  { name: 'inspection', who: 'inspector', path: underWay, first: firstRow('/inspections'), fine: true },
  { name: 'inspection-night', who: 'inspector', path: underWay, first: firstRow('/inspections'), ...night },
  { name: 'inspection-edit', who: 'inspector', path: underWay, first: below('/inspections', '/edit') },
  { name: 'inspection-new', who: 'inspector', path: '/inspections/new' },
  {
    name: 'inspection-shared',
    who: 'partner',
    path: '/inspections?access=shared',
    first: firstRow('/inspections'),
  },
  admin('permits', '/permits'),
  admin('permits-filter', '/permits?status=applied', press(['button', /^Status/])),
  admin('permit', '/permits?access=own', firstRow('/permits')),
  admin('permit-why', '/permits?access=own', firstRow('/permits', askWhy('Millbrook Fire Department'))),
  admin('permit-edit', '/permits?access=own', below('/permits', '/edit')),
  admin('permit-new', '/permits/new'),
  { name: 'permit-shared', who: 'partner', path: '/permits?access=shared', first: firstRow('/permits') },
];

const sharing: readonly Screen[] = [
  admin('sharing', '/sharing'),
  admin('sharing-grants', '/sharing', press(['tab', 'What we share'])),
  admin('sharing-received', '/sharing', press(['tab', 'What is shared with us'])),
  admin('sharing-views', '/sharing', press(['tab', /Partners.* views/])),
  { name: 'dark-records', who: 'ford', path: '/admin/dark-records' },
  admin('dark-records-none', '/admin/dark-records'),
];

const house: readonly Screen[] = [
  admin('users', '/admin/users'),
  admin('user', '/admin/users', firstRow('/admin/users')),
  admin('user-new', '/admin/users/new'),
  admin('roles', '/admin/roles'),
  admin('role-new', '/admin/roles/new'),
  admin('settings', '/admin/settings'),
  admin('imports', '/admin/imports'),
  admin('exports', '/admin/imports', press(['tab', 'Exports'])),
  admin('import-new', '/admin/imports/new'),
  admin('change-log', '/admin/audit?kind=inspection'),
  admin('account', '/account'),
  admin('account-sessions', '/account', press(['tab', 'Sessions'])),
  admin('account-keys', '/account', press(['tab', 'API keys'])),
];

const platform: readonly Screen[] = [
  operator('operator-agencies', '/operator/agencies'),
  operator('operator-agency', '/operator/agencies', firstRow('/operator/agencies')),
  operator('operator-agency-new', '/operator/agencies/new'),
  operator('operator-links', '/operator/links'),
  operator('operator-registry', '/operator/registry'),
  operator('operator-health', '/operator/health'),
];

export const screens: readonly Screen[] = [
  ...doors,
  ...shell,
  ...records,
  ...sharing,
  ...house,
  ...platform,
  ...sheets,
];
