/** The two sheets in the states between a choice and its Save. */
import type { Page } from 'playwright-core';
import { button, type Screen } from './reach.ts';

const clientSheet = '/admin/client-data-sharing';
const userSheet = '/admin/user-data-sharing';

interface Choice {
  readonly module: string;
  readonly partner: string;
  readonly level: string;
}
const warned: Choice = {
  module: 'Hydrants',
  partner: 'Millbrook Fire Department',
  level: 'Can Make Changes',
};
const lacking: Choice = { module: 'Pre-Plans', partner: 'Stony Ford Fire District', level: 'View Only' };
const exposing: Choice = { module: 'Address', partner: 'Millbrook Fire Department', level: 'None' };
const permit: Choice = { module: 'Permit', partner: 'Stony Ford Fire District', level: 'View Only' };

/** Chooses a level: in the grid, or on phones in the row's own panel. */
const choose =
  ({ module, partner, level }: Choice) =>
  async (page: Page, phone: boolean) => {
    if (phone) await button(page, new RegExp(`^${partner}`)).click();
    const name = phone ? new RegExp(`^${module}`) : new RegExp(`^${module} for ${partner}`);
    await page.getByRole('combobox', { name }).first().selectOption({ label: level });
  };

/** Presses the Save that opens the review of a row or of the table. */
const review = (choice: Choice) => async (page: Page, phone: boolean) => {
  await choose(choice)(page, phone);
  if (phone && choice === permit) await button(page, 'Back').click();
  const bar = page.getByRole('region', { name: 'Not saved yet' });
  if (choice === permit) await bar.getByRole('button', { name: 'Save' }).click();
  else if (phone) await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  else await button(page, `Save ${choice.partner}`).click();
  await page.getByRole('region', { name: 'What this exposes' }).waitFor();
};

/** Another administrator saves a row of the sheet meanwhile. */
async function saveElsewhere(page: Page, partner: string, levels: Record<string, string>): Promise<void> {
  const headers = { origin: new URL(page.url()).origin };
  const sheet = await (await page.request.get(`/api/v1${clientSheet}`)).json();
  const row = sheet.items.find((each: { partner: { name: string } }) => each.partner.name === partner);
  const saved = await page.request.put(`/api/v1${clientSheet}/${row.partner.id}`, {
    data: { levels },
    headers: { ...headers, 'if-match': `"${row.version}"` },
  });
  if (!saved.ok()) throw new Error(`${partner} was not saved: ${await saved.text()}`);
}

const menuOf = (partner: string, item: string) => async (page: Page) => {
  await button(page, `More about ${partner}`).click();
  await page.getByRole('menuitem', { name: item }).click();
};

const administrator = { who: 'administrator', path: clientSheet } as const;

export const sheets: readonly Screen[] = [
  { name: 'client-data-sharing', ...administrator },
  { name: 'client-data-sharing-unsaved', ...administrator, first: choose(warned), fine: true },
  { name: 'client-data-sharing-lack', ...administrator, first: choose(lacking) },
  { name: 'client-data-sharing-review', ...administrator, first: review(exposing) },
  { name: 'client-data-sharing-warning', ...administrator, first: review(warned) },
  {
    name: 'client-data-sharing-bulk',
    ...administrator,
    first: async (page, phone) => {
      const boxes = page.getByRole('checkbox', { name: /^Select (Millbrook|Stony|Two)/ });
      await boxes.first().waitFor();
      for (const box of await boxes.all()) await box.check();
      if (!phone) await button(page, 'Apply').click();
    },
  },
  {
    name: 'client-data-sharing-detail',
    ...administrator,
    first: (page) => button(page, /^(Harlan Falls Fire Rescue)/).click(),
  },
  {
    name: 'client-data-sharing-paused',
    ...administrator,
    first: (page, phone) => button(page, phone ? /^Old Quarry/ : /why Old Quarry/).click(),
  },
  { name: 'user-data-sharing', who: 'administrator', path: userSheet },
  { name: 'user-data-sharing-unsaved', who: 'administrator', path: userSheet, first: choose(permit) },
  {
    name: 'user-data-sharing-review',
    who: 'administrator',
    path: userSheet,
    first: review(permit),
    fine: true,
  },
  {
    name: 'user-data-sharing-add',
    who: 'administrator',
    path: userSheet,
    first: async (page) => {
      await page.getByRole('combobox', { name: 'Partner agency' }).fill('a');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'client-data-sharing-why',
    ...administrator,
    first: async (page, phone) => {
      if (phone) {
        await button(page, /^Two Rivers/).click();
        await button(page, /Why can they/).click();
      } else await menuOf('Two Rivers Fire Marshal', 'Why can they (not) see it?')(page);
    },
  },
  {
    name: 'view-as-partner',
    who: 'administrator',
    apart: true,
    path: '/sharing?tab=given',
    first: async (page) => {
      await menuOf('Harlan Falls Fire Rescue', 'View as Harlan Falls Fire Rescue')(page);
      await page.getByText('You are viewing our records as a user of').waitFor();
    },
  },
  {
    name: 'client-data-sharing-conflict',
    ...administrator,
    first: async (page, phone) => {
      await choose(warned)(page, phone);
      await saveElsewhere(page, warned.partner, { hydrants: 'view', deviceLocations: 'view' });
      await page.waitForTimeout(1500);
      if (phone) await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      else await button(page, `Save ${warned.partner}`).click();
      await button(page, 'Save and allow changes').click();
      await button(page, 'Save mine').waitFor();
    },
    last: (page) => saveElsewhere(page, warned.partner, { hydrants: 'none', deviceLocations: 'none' }),
  },
];
