// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text, not templates

import { type Break, broken, refusesToStart, turnsRed } from './break.ts';

const document = 'server/src/http/openapi.test.ts';
const secondLock = 'server/test/second-lock.test.ts';

/** Doors, the document, the second lock, the database's directory. */
export const house: readonly Break[] = [
  broken(
    'a route is mounted without a guard',
    'server/src/live/live.routes.ts',
    ["config: { guard: { open: 'signedIn' }, webSocket: true },", 'config: { webSocket: true },'],
    refusesToStart(document, 'GET /api/v1/live says nothing about who may use it'),
  ),
  broken(
    'the server starts with a route that has no guard',
    'server/src/app.ts',
    [
      'if (!/^\\/api\\/(?!v1\\/)/.test(route.url) && !route.config?.guard)',
      "if (route.url.startsWith('/api/v1/api') && !route.config?.guard)",
    ],
    turnsRed(document, 'a route that declares no door keeps the server from starting'),
  ),
  broken(
    'a route is missing from the document',
    'server/src/http/route.ts',
    [
      'spec.base === undefined ? documented(spec) : { hide: true },',
      "spec.base === undefined && spec.path !== '/notices' ? documented(spec) : { hide: true },",
    ],
    turnsRed(document, 'every route under /api/v1 is in the document'),
  ),
  broken(
    'a setting of one transaction stays for the next',
    'server/src/db/scopes.ts',
    [
      'set_config(${sql.lit(name)}, ${value}, true)',
      "set_config(${sql.lit(name)}, ${value}, ${sql.lit(name !== 'standpipe.agency')})",
    ],
    turnsRed(secondLock, 'is gone with it, committed or rolled back, for whoever gets the connection next'),
    turnsRed(secondLock, 'never stays on a connection of the server’s own pool, whatever was asked'),
  ),
  broken(
    'the scopes of one transaction stay open for the next',
    'server/src/db/scopes.ts',
    [
      'set_config(${sql.lit(name)}, ${value}, true)',
      "set_config(${sql.lit(name)}, ${value}, ${sql.lit(name === 'standpipe.agency')})",
    ],
    turnsRed(secondLock, 'is gone with it, committed or rolled back, for whoever gets the connection next'),
  ),
  broken(
    'a view looks with its owner’s eyes',
    'server/migrations/0003-sharing.ts',
    ['create view share_in_force with (security_invoker = true) as', 'create view share_in_force as'],
    turnsRed(secondLock, 'views look with the eyes of whoever asks'),
  ),
  broken(
    'the policy that opens permits by scope opens them all',
    'server/migrations/0023-open-scopes.ts',
    ["using (scope_id in (select unnest(current_scopes('${table}'))));", 'using (true);'],
    turnsRed(secondLock, 'that says nothing of who asks sees no row of permit'),
    turnsRed(secondLock, 'of one agency neither reads nor changes another’s rows of inspection'),
  ),
  broken(
    'row-level security is not forced on permits',
    'server/migrations/0004-records.ts',
    [
      'alter table ${table} enable row level security, force row level security;\ncreate policy everything on ${table}',
      'alter table ${table} enable row level security;\ncreate policy everything on ${table}',
    ],
    turnsRed(
      secondLock,
      'every table is under forced row-level security, or on the list of those that need none',
    ),
  ),
  broken(
    'the server starts with a login that has powers',
    'server/src/serve.ts',
    ['await requireSafeLogin(database);', 'void requireSafeLogin;'],
    turnsRed(
      'server/test/bad-input.start.test.ts',
      'where the application would sign in as the owner of the tables is refused',
    ),
  ),
  broken(
    'two servers take one data directory',
    'server/src/db/embedded/lock.ts',
    ["lock.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');", "lock.exec('PRAGMA journal_mode = OFF');"],
    turnsRed(
      'server/src/db/embedded/embedded.test.ts',
      'a second server on the same directory is refused in one sentence, and the first goes on',
    ),
    turnsRed(
      'server/src/db/embedded/embedded.test.ts',
      'of two servers started on a new directory at once, one starts and one is refused',
    ),
  ),
];
