import type { Page } from 'playwright-core';

export type Who = 'nobody' | 'administrator' | 'partner' | 'ford' | 'ashby' | 'inspector' | 'operator';

export type Scheme = 'light' | 'dark' | 'night';

export interface Screen {
  readonly name: string;
  readonly who: Who;
  readonly path: string;
  /** What is done before the picture is taken. `phone`: lists stand in for the sheets' grids. */
  readonly first?: (page: Page, phone: boolean) => Promise<unknown>;
  /** Puts back what `first` changed for good. */
  readonly last?: (page: Page) => Promise<unknown>;
  /** Twice as fine at 1440, for pages that show it small. */
  readonly fine?: true;
  /** It leaves traces in the browser, and so is taken in one of its own. */
  readonly apart?: true;
  /** Left out: light and dark. */
  readonly schemes?: readonly Scheme[];
}

/** Goes to the first record of a list. */
export const firstRow =
  (path: string, then?: (page: Page) => Promise<unknown>) =>
  async (page: Page): Promise<void> => {
    const link = page
      .locator(`main a[href^="${path}/"]:not([href*="/new"]):not([href*="/calendar"])`)
      .first();
    await link.waitFor();
    await page.goto((await link.getAttribute('href'))!);
    await then?.(page);
  };

/** Goes to a page below the first record of a list. */
export const below = (path: string, under: string) =>
  firstRow(path, async (page) => {
    await page.goto(new URL(page.url()).pathname + under);
  });

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();

/** Presses buttons, tabs or items of a menu, one after the other. */
export const press =
  (...steps: readonly (readonly ['button' | 'tab' | 'menuitem' | 'radio', string | RegExp])[]) =>
  async (page: Page): Promise<void> => {
    for (const [role, name] of steps) await page.getByRole(role, { name }).first().click();
  };

/** Opens the question who can see a record, and asks about an agency. */
export const askWhy = (agency: string) => async (page: Page) => {
  await button(page, 'Who can see it?').click();
  await page.getByRole('combobox', { name: 'Agency' }).fill(agency);
  await page.getByRole('option', { name: agency }).click();
  await page
    .getByText(/^(Yes|No|It depends)\. /)
    .first()
    .waitFor();
};

/** The server answers a path as if it had failed. */
export const failing = (path: string) => async (page: Page) => {
  await page.route(`**${path}*`, (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      json: {
        title: 'Internal Server Error',
        status: 500,
        code: 'internal',
        detail: 'Something went wrong here.',
      },
    }),
  );
  await page.reload();
  await button(page, /again/i).waitFor({ timeout: 20_000 });
};
