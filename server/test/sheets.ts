import { type Permission, permissions } from '@standpipe/policy';
import { startApp, type TestApp } from './app.ts';
import { sessionOf } from './session.ts';
import { type Answer, caller, openWorld, type TestAgency, type User, type World } from './world.ts';

export const clientSheet = '/admin/client-data-sharing';
export const userSheet = '/admin/user-data-sharing';
export const nobodysId = '01890000-0000-7000-8000-000000000000';

export const noClientLevels = {
  prePlans: 'none',
  hydrants: 'none',
  communityConnect: 'none',
  address: 'none',
  deviceLocations: 'none',
  command: 'none',
  messaging: 'none',
};
export const noUserLevels = { inspections: 'none', addressShareModule: 'none', permits: 'none' };

/** Who waits for a lock in this database. */
export const waitingHere = `select from pg_locks where not granted
  and database = (select oid from pg_database where datname = current_database())`;

/** Every permission but these. */
export const without = (...lacking: Permission[]) => permissions.filter((each) => !lacking.includes(each));

type Body = Answer['body'];

/** What tests of the sheets share: a server, a world, and the sheets by the names of their agencies. */
export interface Sheets {
  readonly app: TestApp;
  readonly world: World;
  /** The platform's operator, of an agency far away. */
  readonly operator: User;
  /** The partner's row on an agency's Client sheet. */
  clientRow(of: TestAgency, partner: TestAgency): Promise<Body>;
  /** Saves a row of the Client sheet at the version it has. */
  saveClient(of: TestAgency, partner: TestAgency, body: object): Promise<Answer>;
  userRow(of: TestAgency, partner: TestAgency): Promise<Body>;
  /** Saves the whole User sheet at the version it has. */
  saveUser(of: TestAgency, items: readonly object[]): Promise<Answer>;
  /** Changes an agency's account as the operator. */
  account(of: TestAgency, change: object): Promise<void>;
  /** What an agency's administrators were told, newest first. */
  told(of: TestAgency): Promise<string[]>;
  /** The database's time, to the microsecond. */
  instant(): Promise<string>;
}

export async function openSheets(): Promise<Sheets> {
  const app = await startApp();
  const world = await openWorld(app);
  const platform = await world.agency('Platform', { county: '48453' });
  await world.sql.query('update person set operator = true where id = $1', [platform.admin.personId]);
  const cookie = await sessionOf(app, world, platform.admin);
  const operator: User = { ...platform.admin, ...caller(app.base, { cookie }) };
  const find = async (sheet: string, of: TestAgency, partner: TestAgency) => {
    const { items } = (await of.admin.get(sheet)).body;
    return items.find((each: Body) => each.partner.id === partner.id);
  };
  return {
    app,
    world,
    operator,
    clientRow: (of, partner) => find(clientSheet, of, partner),
    saveClient: async (of, partner, body) => {
      const { version } = await find(clientSheet, of, partner);
      return of.admin.put(`${clientSheet}/${partner.id}`, body, { ifMatch: version });
    },
    userRow: (of, partner) => find(userSheet, of, partner),
    saveUser: async (of, items) => {
      const { version } = (await of.admin.get(userSheet)).body;
      return of.admin.put(userSheet, { items }, { ifMatch: version });
    },
    account: async (of, change) => {
      const path = `/operator/agencies/${of.id}`;
      const { version } = (await operator.get(path)).body;
      const answer = await operator.patch(path, change, { ifMatch: version });
      if (answer.status !== 200) throw new Error(`account not changed: ${JSON.stringify(answer.body)}`);
    },
    told: async (of) => (await of.admin.get('/notices')).body.items.map((each: Body) => each.text),
    instant: async () => (await world.sql.query('select clock_timestamp()::text as at')).rows[0].at,
  };
}
