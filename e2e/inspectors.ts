import type { Permission } from '@standpipe/policy';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestApp } from '../server/test/app.ts';
import { openWorld, type TestAgency } from '../server/test/world.ts';
import { headingOf } from './browse.ts';
import { signedInAs } from './staff.ts';

const everything: readonly Permission[] = [
  'Addresses - Read',
  'Fire Inspections - Read',
  'Fire Inspections - Create',
  'Fire Inspections - Edit',
  'Fire Inspections - Delete',
];

/** Agencies that inspect, what they inspect, and inspectors on pages of their own. */
export async function inspectors(app: TestApp, browser: Browser | null) {
  const world = await openWorld(app);
  const own = await world.agency('Own FD');
  const partner = await world.agency('Partner FD');
  await world.grant(own, partner, { inspections: 'view' });
  const place = await world.place(own, { addressLine: '12 Mill Lane' });

  /** An inspection at that place, made through the API. */
  const make = async (fields: object = {}, by: TestAgency = own) => {
    const made = await by.admin.post('/inspections', { placeId: place.id, type: 'Annual', ...fields });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made.body;
  };
  return {
    world,
    own,
    partner,
    place,
    make,
    read: async (id: string) => (await own.admin.get(`/inspections/${id}`)).body,
    change: async (id: string, change: object) => {
      const { version } = (await own.admin.get(`/inspections/${id}`)).body;
      const changed = await own.admin.patch(`/inspections/${id}`, change, { ifMatch: version });
      expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    },
    open: (agency: TestAgency, permissions = everything) => signedInAs(browser!, app, agency, permissions),
  };
}

/** Goes to an inspection's page. */
export async function show(page: Page, { id, number }: { id: string; number: string }): Promise<void> {
  await page.goto(`/inspections/${id}`);
  await headingOf(page, number).waitFor();
}

/** Answers an item of the checklist. */
export const answer = (page: Page, item: string, word: 'Pass' | 'Fail' | 'N/A, not applicable') =>
  page.getByRole('group', { name: item }).getByRole('button', { name: word, exact: true }).click();

/** The answers that stand on the page, item by item; null where there is none. */
export const answersOn = (page: Page, items: readonly string[]) =>
  Promise.all(
    items.map(async (name) => {
      const pressed = page.getByRole('group', { name }).locator('[aria-pressed="true"]');
      return (await pressed.count()) > 0 ? pressed.getAttribute('aria-label') : null;
    }),
  );

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
