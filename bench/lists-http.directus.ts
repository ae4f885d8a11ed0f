/**
 * Directus for bench/lists-http, over the same database: every agency has a user with a fixed token, and the rule is
 * the filter of a permission. Such a filter cannot follow two relations at once, so what each agency is given stands
 * in two tables worked out beforehand. Its own tables lie in a schema of their own.
 *
 *   node bench/lists-http.directus.ts <database> <file: agency -> token>
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { openPeer, peerFolder } from './peers.ts';

const [databaseUrl, file] = process.argv.slice(2) as [string, string];
const tokens = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
const schema = 'bench_directus';

const me = '$CURRENT_USER.agency';
const isMe = (field: string) => ({ [field]: { _eq: `${me}.id` } });
const gaveMe = (field: string, given: 'shown' | 'opened') => ({
  [field]: { _in: `${me}.${given}.by_agency` },
});
const rule = {
  _or: [
    { _and: [isMe('author_id'), { _or: [isMe('owner_id'), gaveMe('owner_id', 'opened')] }] },
    {
      _and: [
        gaveMe('author_id', 'shown'),
        { withheld: { _eq: false } },
        {
          _or: [
            isMe('owner_id'),
            {
              _and: [
                { place_withheld: { _eq: false } },
                { _or: [gaveMe('owner_id', 'shown'), gaveMe('owner_id', 'opened')] },
              ],
            },
          ],
        },
      ],
    },
  ],
};

/** What agencies are given, in tables that Directus can follow from its user: `agency.shown`, `agency.opened`. */
async function addGiven(owner: pg.Client): Promise<void> {
  const given = {
    shown: `module = 'permits' and level = 'view'`,
    opened: `module = 'addressShareModule' and level in ('permit', 'fireInspectionAndPermit')`,
  };
  for (const [name, condition] of Object.entries(given)) {
    await owner.query(`create table ${schema}.${name} (id serial primary key,
      to_agency uuid not null references public.agency, by_agency uuid not null references public.agency)`);
    await owner.query(`insert into ${schema}.${name} (to_agency, by_agency)
      select partner_id, grantor_id from public.share_grant where ${condition} and upper_inf(valid)`);
    await owner.query(`create index on ${schema}.${name} (to_agency)`);
    await owner.query(
      `insert into ${schema}.directus_relations (many_collection, many_field, one_collection, one_field)
       values ($1, 'to_agency', 'agency', $1)`,
      [name],
    );
    await owner.query(
      `insert into ${schema}.directus_fields (collection, field, special) values ('agency', $1, 'o2m')`,
      [name],
    );
  }
}

/** One role that may read permits by the rule, and the names of agencies; in each agency a user who holds it. */
async function addUsers(owner: pg.Client): Promise<void> {
  const [role, policy] = [randomUUID(), randomUUID()];
  await owner.query(`alter table ${schema}.directus_users add column agency uuid references public.agency`);
  await owner.query(`insert into ${schema}.directus_roles (id, name) values ($1, 'Bench')`, [role]);
  await owner.query(`insert into ${schema}.directus_policies (id, name) values ($1, 'Bench')`, [policy]);
  await owner.query(`insert into ${schema}.directus_access (id, role, policy) values ($1, $2, $3)`, [
    randomUUID(),
    role,
    policy,
  ]);
  for (const [collection, filter, fields] of [
    ['permit', rule, '*'],
    ['agency', {}, 'id,name,color'],
  ] as const)
    await owner.query(
      `insert into ${schema}.directus_permissions (policy, collection, action, permissions, fields)
       values ($1, $2, 'read', $3, $4)`,
      [policy, collection, filter, fields],
    );
  for (const [agency, token] of Object.entries(tokens))
    await owner.query(
      `insert into ${schema}.directus_users (id, email, token, role, agency, status)
       values ($1, $2, $3, $4, $5, 'active')`,
      [randomUUID(), `${agency}@example.org`, token, role, agency],
    );
}

Object.assign(process.env, {
  DB_CLIENT: 'pg',
  DB_CONNECTION_STRING: databaseUrl,
  DB_SEARCH_PATH: `array:${schema},public`,
  SECRET: randomUUID(),
  ADMIN_PASSWORD: randomUUID(),
  TELEMETRY: 'false',
  WEBSOCKETS_ENABLED: 'false',
  RATE_LIMITER_ENABLED: 'false',
  LOG_LEVEL: 'error',
  EXTENSIONS_PATH: join(peerFolder('directus'), 'node_modules', '.extensions'),
});
const owner = new pg.Client({ connectionString: databaseUrl });
await owner.connect();
await owner.query(`drop schema if exists ${schema} cascade`);
await owner.query(`create schema ${schema}`);
const cli = join(peerFolder('directus'), 'node_modules', '@directus', 'api', 'dist', 'cli', 'run.js');
const made = spawnSync(process.execPath, [cli, 'bootstrap'], { encoding: 'utf8' });
if (made.status !== 0) throw new Error(`Directus does not set itself up: ${made.stdout}${made.stderr}`);
await addGiven(owner);
await addUsers(owner);
await owner.end();

const api = await openPeer<{ createServer(): Promise<Server> }>('directus', '@directus/api/server');
if (!api) process.exit(3);
const server = await api.createServer();
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
