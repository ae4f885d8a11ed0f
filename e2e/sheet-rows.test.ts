import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { afresh } from './afresh.ts';
import { headingOf } from './browse.ts';
import { buildPages } from './built.ts';
import { openChromium } from './chromium.ts';
import { exposureWorld } from './exposure.world.ts';

await buildPages();
const browser = await openChromium({});
const begin = async () => exposureWorld(await startApp());
let { north, south, west, world, enter } = await begin();
afresh(async () => {
  ({ north, south, west, world, enter } = await begin());
});

const clientSheet = '/admin/client-data-sharing';
const userSheet = '/admin/user-data-sharing';
const row = (page: Page, partner: string) => page.getByRole('row', { name: new RegExp(partner) });
const why = (page: Page) => page.getByRole('dialog', { name: 'Why can they (not) see it?' });

/** A row's menu, and what is chosen in it. */
async function more(page: Page, partner: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More about ${partner}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Looks a record up in the open explanation, and reads the answer for the south. */
async function lookUp(page: Page, words: string, record: RegExp, answer: string): Promise<void> {
  await why(page).getByRole('searchbox', { name: 'Which record?' }).fill(words);
  await why(page).getByRole('button', { name: record }).click();
  await why(page).getByText(answer).waitFor();
}

describe.skipIf(!browser)('a row of a sheet', { retry: 1 }, () => {
  test('says until when it counts, or from when, and the sheet is narrowed to such rows and to a county', async () => {
    const far = await world.agency('Far Rescue', { county: '55059' });
    await world.sql.query(
      'insert into agency_link (id, one, other) select gen_random_uuid(), least($1::uuid, $2), greatest($1::uuid, $2)',
      [north.id, far.id],
    );
    const dates = new Map([
      [south.id, { endsAt: '2060-07-01T13:00:00Z' }],
      [west.id, { startsAt: '2060-07-01T13:00:00Z', endsAt: '2061-07-01T13:00:00Z' }],
    ]);
    for (const [id, term] of dates) {
      const body = { levels: { hydrants: 'view' }, ...term };
      const { items } = (await north.admin.get(clientSheet)).body;
      const { version } = items.find((each: { partner: { id: string } }) => each.partner.id === id);
      const saved = await north.admin.put(`${clientSheet}/${id}`, body, { ifMatch: version });
      expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    }
    const page = await enter(browser!, north);
    await page.goto(clientSheet);
    await row(page, 'South Rescue').getByText('until Jul 1, 2060').waitFor();
    await row(page, 'West Marshal')
      .getByRole('button', { name: /^Paused: why/ })
      .click();
    await page.getByText('It starts on Jul 1, 2060').waitFor();
    await page.goto(`${clientSheet}?sharing=dated`);
    await page.getByText('2 of 3 partner agencies').waitFor();
    await page.goto(`${clientSheet}?county=55059`);
    await page.getByText('1 of 3 partner agencies').waitFor();
    await row(page, 'Far Rescue').getByText('Kenosha County').waitFor();
  });

  test('is asked why they can or cannot see a place or an inspection, which is looked up, on either sheet', async () => {
    const page = await enter(browser!, north);
    await page.goto(clientSheet);
    await more(page, 'South Rescue', 'Why can they (not) see it?');
    await lookUp(
      page,
      '10 Hall',
      /^Place 10 Hall Street/,
      'No. Users of South Rescue cannot see this place.',
    );
    await page.keyboard.press('Escape');
    await page.goto(userSheet);
    await more(page, 'South Rescue', 'Why can they (not) see it?');
    await lookUp(page, 'I-1', /^Inspection I-1/, 'No. Users of South Rescue cannot see this inspection.');
    await why(page).getByRole('button', { name: 'Another record' }).click();
    await lookUp(page, 'N-1', /^Permit N-1/, 'No. Users of South Rescue cannot see this permit.');
  });

  test('leads to reading as its partner would, from either sheet', async () => {
    await world.grant(north, south, { address: 'view' });
    const page = await enter(browser!, north);
    for (const sheet of [clientSheet, userSheet]) {
      await page.goto(sheet);
      await more(page, 'South Rescue', 'View as South Rescue');
      await headingOf(page, 'Places').waitFor();
      const rows = page.getByRole('table', { name: 'Places' }).getByRole('rowheader');
      await expect
        .poll(async () => (await rows.allTextContents()).sort())
        .toEqual(['10 Hall Street', '20 Mill Road']);
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText('30 Hidden Lane').waitFor();
    }
  });
});

describe.skipIf(!browser)('a record', { retry: 1 }, () => {
  test('of every kind says who can see it, on its own page', async () => {
    const page = await enter(browser!, north);
    for (const [list, name, kind] of [
      ['Places', '10 Hall Street', 'place'],
      ['Inspections', 'I-1', 'inspection'],
      ['Permits', 'N-1', 'permit'],
    ] as const) {
      await page.goto(`/${list.toLowerCase()}`);
      await page.getByRole('table', { name: list }).getByRole('link', { name, exact: true }).click();
      await headingOf(page, name).waitFor();
      await page.getByRole('button', { name: 'Who can see it?' }).click();
      await page.getByRole('combobox', { name: 'Agency' }).fill('West');
      await page.getByRole('option', { name: 'West Marshal' }).click();
      await why(page).getByText(`No. Users of West Marshal cannot see this ${kind}.`).waitFor();
      await page.keyboard.press('Escape');
    }
  });
});
