import { builtInRoles, type Permission } from '@standpipe/policy';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestApp } from '../server/test/app.ts';
import { plant, plantPlace } from '../server/test/plant.ts';
import { openWorld, type TestAgency } from '../server/test/world.ts';
import { letIn, visit } from './browse.ts';

const password = 'correct horse battery';

/** Three agencies: the north shares, the south is its partner, the west owns a place at which the north wrote a permit. */
export async function exposureWorld(app: TestApp) {
  const world = await openWorld(app);
  const north = await world.agency('North Fire');
  const south = await world.agency('South Rescue');
  const west = await world.agency('West Marshal');
  const [hall, mill, hidden] = [
    await plantPlace(world, north, { addressLine: '10 Hall Street' }),
    await plantPlace(world, north, { addressLine: '20 Mill Road' }),
    await plantPlace(world, north, { addressLine: '30 Hidden Lane', withheld: true }),
  ];
  const depot = await plantPlace(world, west, { addressLine: '40 Depot Way' });
  const permits = {
    hall: await plant(world, 'permit', north, hall, { number: 'N-1' }),
    mill: await plant(world, 'permit', north, mill, { number: 'N-2' }),
    withheld: await plant(world, 'permit', north, mill, { number: 'N-3', withheld: true }),
    hidden: await plant(world, 'permit', north, hidden, { number: 'N-4' }),
    depot: await plant(world, 'permit', north, depot, { number: 'N-5' }),
    theirs: await plant(world, 'permit', south, await plantPlace(world, south), { number: 'S-1' }),
  };
  await plant(world, 'inspection', north, hall, { number: 'I-1', status: 'completed' });
  await plant(world, 'inspection', north, hall, { number: 'I-2', status: 'scheduled' });
  await world.grant(west, north, { addressShareModule: 'permit' });
  await world.grant(north, south, { permits: 'none' });

  let people = 0;
  /** Somebody with every permission, or those named, signed in on a page of their own. */
  const enter = async (
    browser: Browser,
    agency: TestAgency,
    {
      grants = builtInRoles.Administrator!,
      ...options
    }: BrowserContextOptions & { grants?: readonly Permission[] } = {},
  ): Promise<Page> => {
    const email = `person${++people}@example.org`;
    const role = await agency.admin.post('/admin/roles', { name: `Of ${email}`, permissions: grants });
    const name = `Person ${people}`;
    const made = await agency.admin.post('/admin/users', { name, email, password, roles: [role.body.id] });
    expect(made.status).toBe(201);
    const page = await visit(browser, app.base, options);
    await letIn(page, email, password);
    return page;
  };

  /** Saves what the north gives the south, through the API as the sheet does. */
  const give = async (levels: Record<string, string>) => {
    const { body } = await north.admin.get('/admin/user-data-sharing');
    const items = [{ partnerId: south.id, levels }];
    const saved = await north.admin.put('/admin/user-data-sharing', { items }, { ifMatch: body.version });
    expect(saved.status).toBe(200);
  };

  /** The numbers of the north's records that the south sees. */
  const seenBySouth = async (noun: 'permits' | 'inspections'): Promise<string[]> => {
    const { body } = await south.admin.get(`/${noun}?agency=${north.id}&limit=200`);
    return body.items.map(({ number }: { number: string }) => number).sort();
  };

  return { world, north, south, west, permits, depot, enter, give, seenBySouth };
}
