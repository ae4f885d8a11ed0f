import { builtInRoles } from '@standpipe/policy';
import { storePassword } from '../../src/people/logins.store.ts';
import type { TestApp } from '../app.ts';
import type { openMailbox } from '../mailbox.ts';
import { sessionOf } from '../session.ts';
import { type Answer, caller, type TestAgency, type User, type World } from '../world.ts';
import type { Caller, Season } from './season.ts';

/** What recipes work with: the world, one season's agencies, and what they have at hand to make things from. */
export interface Kit {
  readonly app: TestApp;
  readonly world: World;
  readonly season: Season;
  /** The text of the mail that goes to this address. */
  mailTo(address: string): Promise<string>;
  /** A word nobody used yet. */
  fresh(): string;
  /** Somebody new in an agency, with every permission, a password and a session of their own. */
  person(agency: TestAgency, password: string): Promise<User & { readonly caller: Caller }>;
  /** The platform's operator, as tests call. */
  readonly operator: ReturnType<typeof caller>;
}

/** The body of an answer that has to be a good one. */
export const must = (answer: Answer): Answer['body'] => {
  if (answer.status >= 300) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

let words = 0;

export function openKit(
  { received }: Awaited<ReturnType<typeof openMailbox>>,
  given: Pick<Kit, 'app' | 'world' | 'season'>,
): Kit {
  const { app, world, season } = given;
  return {
    ...given,
    mailTo: async (address) => {
      for (let tries = 0; tries < 400; tries++) {
        const found = received.find(({ to }) => to.includes(address));
        if (found) return found.mail.text ?? '';
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`no mail for ${address}`);
    },
    fresh: () => `fresh${++words}x${season.own.id.slice(-6)}`,
    operator: caller(app.base, season.operator.credentials),
    person: async (agency, password) => {
      const user = await world.user(agency, builtInRoles.Administrator!);
      const credentials = { cookie: await sessionOf(app, world, user), origin: app.base };
      const { rows } = await world.sql.query('select id from login where email = $1', [user.email]);
      await app.house.database.system.transaction().execute((db) => storePassword(db, rows[0].id, password));
      return { ...user, caller: { name: 'somebody new', by: agency.id, credentials } };
    },
  };
}
