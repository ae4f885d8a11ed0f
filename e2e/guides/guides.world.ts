import type { Permission } from '@standpipe/policy';
import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { ensureFirstOperator } from '../../server/src/people/setup.ts';
import { startApp } from '../../server/test/app.ts';
import { signIn } from '../../server/test/sign-in.ts';
import type { Answer } from '../../server/test/world.ts';
import { fillSignIn, headingOf, signedIn, visit } from '../browse.ts';
import { buildPages } from '../built.ts';
import { openChromium } from '../chromium.ts';

export const password = 'correct horse battery';
export const clientSheet = '/admin/client-data-sharing';
export const userSheet = '/admin/user-data-sharing';

const operatorEmail = 'operator@example.org';
const bothSheets = { clientDataSharing: true, userDataSharing: true };

type Body = Answer['body'];
type Features = Partial<typeof bothSheets>;

/** An agency as an operator adds it, with its first administrator, who calls the API. */
export interface Agency {
  readonly id: string;
  readonly name: string;
  readonly countyFips: string;
  readonly admin: Awaited<ReturnType<typeof signIn>>;
}

const made = ({ status, body }: Answer, wanted = 201): Body => {
  expect(status, JSON.stringify(body)).toBe(wanted);
  return body;
};

/**
 * A server with its operator, and the agencies of the documents' scenarios: Client A, B and C. All of them are made
 * through the API, as an operator and their administrators do.
 */
export async function openGuides() {
  vi.setConfig({ testTimeout: 300_000 });
  await buildPages();
  const app = await startApp({
    STANDPIPE_OPERATOR_EMAIL: operatorEmail,
    STANDPIPE_OPERATOR_PASSWORD: password,
  });
  await ensureFirstOperator(app.house, () => {});
  const browser = await openChromium({});
  const operator = await signIn(app.base, operatorEmail, password);
  let counties = 0;
  let people = 0;

  /** A county in which nobody is yet. */
  const newCounty = () => `48${String(2 * counties++ + 1).padStart(3, '0')}`;

  const agency = async (name: string, countyFips: string, features: Features = {}): Promise<Agency> => {
    const facts = { name, state: 'TX', countyFips, features: { ...bothSheets, ...features } };
    const { id } = made(await operator.post('/operator/agencies', facts));
    const email = `administrator${++people}@example.org`;
    const person = { name: `Administrator of ${name}`, email, password };
    made(await operator.post(`/operator/agencies/${id}/users`, person));
    return { id, name, countyFips, admin: await signIn(app.base, email, password) };
  };

  const newPage = () => visit(browser!, app.base, { viewport: { width: 1280, height: 900 } });

  return {
    browser,
    operator,
    newCounty,
    agency,
    /** The documents' Client A and Client B, neighbours in a county of their own. */
    two: async (town: string) => {
      const county = newCounty();
      return { a: await agency(`${town} A`, county), b: await agency(`${town} B`, county) };
    },
    /** And with Client C. */
    three: async (town: string) => {
      const county = newCounty();
      return {
        a: await agency(`${town} A`, county),
        b: await agency(`${town} B`, county),
        c: await agency(`${town} C`, county),
      };
    },
    /** A new user in one of the agency's roles, or in a role of these permissions; somebody else gives them a page. */
    addUser: async ({ admin }: Agency, role: string | readonly Permission[], name = 'Ann Archer') => {
      const email = `user${++people}@example.org`;
      const { items } = made(await admin.get('/admin/roles'), 200);
      const held =
        typeof role === 'string'
          ? items.find((each: Body) => each.name === role)
          : made(await admin.post('/admin/roles', { name: `Role of ${email}`, permissions: role }));
      const person = { name, email, password, roles: [held.id] };
      return { email, ...made(await admin.post('/admin/users', person)) } as { id: string; email: string };
    },
    /** Signs a user in on a page in a browser context of its own. */
    async enter(of: Agency, role: string | readonly Permission[] = 'Administrator'): Promise<Page> {
      const { email } = await this.addUser(of, role);
      const page = await newPage();
      await signedIn(page, email, password, of.name);
      return page;
    },
    async enterAs(of: Agency, email: string): Promise<Page> {
      const page = await newPage();
      await signedIn(page, email, password, of.name);
      return page;
    },
    /** The console of the operator: the Customer Success or Implementation Manager of the documents. */
    enterAsOperator: async (): Promise<Page> => {
      const page = await newPage();
      await fillSignIn(page, operatorEmail, password);
      await headingOf(page, 'Agencies').waitFor();
      return page;
    },
    place: async ({ admin }: Agency, addressLine: string): Promise<{ id: string }> =>
      made(
        await admin.post('/places', {
          addressLine,
          city: 'Boerne',
          state: 'TX',
          zip: '78006',
          location: { type: 'Point', coordinates: [-98.73, 29.79] },
        }),
      ),
    permit: async ({ admin }: Agency, placeId: string, number: string): Promise<{ id: string }> =>
      made(await admin.post('/permits', { placeId, number, type: 'Hot work', class: 'operational' })),
    inspection: async ({ admin }: Agency, placeId: string, number: string, status = 'scheduled') => {
      const facts = { placeId, number, type: 'Annual', ...(status !== 'scheduled' && { status }) };
      return made(await admin.post('/inspections', facts)) as { id: string; number: string };
    },
    /** What stands on an agency's User sheet for a partner from now on; for what a test begins with. */
    share: async ({ admin }: Agency, to: Agency, levels: Record<string, string>): Promise<void> => {
      const { items, version } = made(await admin.get(userSheet), 200);
      const others = items
        .filter(({ partner }: Body) => partner.id !== to.id)
        .map((row: Body) => ({ partnerId: row.partner.id, levels: row.levels }));
      const saved = { items: [...others, { partnerId: to.id, levels }] };
      made(await admin.put(userSheet, saved, { ifMatch: version }), 200);
    },
    /** The same of the Client sheet. */
    shareClient: async ({ admin }: Agency, to: Agency, levels: Record<string, string>): Promise<void> => {
      const { items } = made(await admin.get(clientSheet), 200);
      const { version } = items.find(({ partner }: Body) => partner.id === to.id);
      made(await admin.put(`${clientSheet}/${to.id}`, { levels }, { ifMatch: version }), 200);
    },
  };
}
