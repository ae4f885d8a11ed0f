/**
 * The golden SQL: what each domain's calls really send to the database, statement by statement, from a small fixed
 * world on a real server. A second query a row, a lost filter or a lost lock shows up as a difference here.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../server/src/config.ts';
import { startEmbedded } from '../server/src/db/embedded/embedded.ts';
import { openServer, prepareDatabase } from '../server/src/serve.ts';
import { type Answer, openWorld, type User, type World } from '../server/test/world.ts';

type Call = readonly [
  method: 'get' | 'post' | 'patch' | 'put' | 'delete',
  path: string,
  body?: unknown,
  ifMatch?: number,
];

const tidy = (sql: string) => sql.replaceAll(/\s+/g, ' ').trim();

/** Plays the calls of every domain and writes down what was sent for each. */
export async function generateSql(): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'standpipe-sql-'));
  await chmod(folder, 0o755); // PostgreSQL's own user has to walk through when root generates
  const database = await startEmbedded(join(folder, 'data'), {
    log: () => {},
    settings: { fsync: 'off' },
    systemDirectory: join(folder, 'system'),
  });
  try {
    await prepareDatabase(database.ownerUrl, database.appUrl);
    return await play(database.ownerUrl, database.appUrl);
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function play(ownerUrl: string, appUrl: string): Promise<Record<string, string>> {
  const sent: string[] = [];
  const config = readConfig({ STANDPIPE_LOG: 'silent', STANDPIPE_RATE_LIMITS: 'off' });
  const served = await openServer(config, appUrl, (sql) => sent.push(tidy(sql)));
  const base = await served.app.listen({ port: 0, host: '127.0.0.1' });
  const ends: (() => Promise<unknown>)[] = [];
  const atEnd = (end: () => Promise<unknown>) => void ends.push(end);
  try {
    const world = await openWorld({ base, ownerUrl, atEnd });
    return await writeDown(world, sent);
  } finally {
    for (const end of ends) await end();
    await served.close();
  }
}

async function writeDown(world: World, sent: string[]): Promise<Record<string, string>> {
  const [ours, theirs] = [await world.agency('Ours FD'), await world.agency('Theirs FD')];
  await world.grant(theirs, ours, {
    address: 'view',
    inspections: 'view',
    permits: 'view',
    addressShareModule: 'fireInspectionAndPermit',
  });
  const [home, away] = [await world.place(ours), await world.place(theirs)];
  const made = async (who: User, path: string, body: unknown): Promise<Answer['body']> => {
    const answer = await who.post(path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const permit = { type: 'Tent', class: 'operational' };
  const theirPermit = await made(theirs.admin, '/permits', { ...permit, placeId: away.id });
  const ourPermit = await made(ours.admin, '/permits', { ...permit, placeId: home.id });
  const inspection = { type: 'Annual' };
  const ourInspection = await made(ours.admin, '/inspections', { ...inspection, placeId: home.id });
  const theirInspection = await made(theirs.admin, '/inspections', {
    ...inspection,
    placeId: away.id,
    status: 'inProgress',
  });

  const calls: Record<string, readonly Call[]> = {
    places: [
      ['get', '/places'],
      ['get', '/places?q=main&sort=addressLine&count=exact'],
      ['get', '/places?bbox=-88,42,-87,43'],
      ['get', `/places/${away.id}`],
      ['patch', `/places/${home.id}`, { withheld: true }, 1],
    ],
    permits: [
      ['get', '/permits'],
      ['get', '/permits?status=applied&count=exact'],
      ['get', '/permits?sort=-issuedOn&access=shared'],
      ['get', `/permits/${theirPermit.id}`],
      ['post', '/permits', { ...permit, placeId: away.id }],
      ['patch', `/permits/${ourPermit.id}`, { status: 'issued' }, 1],
      ['post', '/permits/similar', { placeId: away.id, type: 'Tent' }],
      ['get', `/permits/${ourPermit.id}/history`],
      ['delete', `/permits/${ourPermit.id}`, undefined, 2],
    ],
    inspections: [
      ['get', '/inspections'],
      ['get', '/inspections?sort=scheduledFor&q=annual'],
      ['get', `/inspections/${theirInspection.id}`],
      ['patch', `/inspections/${ourInspection.id}`, { status: 'inProgress' }, 1],
      ['get', `/inspections/${ourInspection.id}/report.pdf`],
    ],
    sharing: [
      ['get', '/admin/client-data-sharing'],
      ['put', `/admin/client-data-sharing/${theirs.id}`, { levels: { address: 'view' } }, 0],
      ['get', '/admin/user-data-sharing'],
      [
        'put',
        '/admin/user-data-sharing',
        { items: [{ partnerId: theirs.id, levels: { permits: 'view' } }] },
        0,
      ],
      ['get', '/admin/user-data-sharing/candidates?q=fd'],
    ],
    access: [
      [
        'post',
        '/access/explain',
        { record: { kind: 'inspection', id: ourInspection.id }, agencyId: theirs.id, action: 'view' },
      ],
      [
        'post',
        '/admin/sharing/preview',
        { sheet: 'user', changes: [{ partnerId: theirs.id, levels: { inspections: 'view' } }] },
      ],
      ['get', '/admin/dark-records'],
    ],
    search: [['get', '/search?q=main']],
    notices: [
      ['get', '/notices'],
      ['post', '/notices/read', {}],
    ],
    audit: [
      ['get', '/audit?kind=permit'],
      ['get', '/audit/views'],
    ],
  };
  const files: Record<string, string> = {};
  for (const [domain, each] of Object.entries(calls)) {
    const parts: string[] = [];
    for (const [method, path, body, ifMatch] of each) {
      sent.length = 0;
      const asking = ifMatch === undefined ? {} : { ifMatch };
      const answer =
        method === 'get' || method === 'delete'
          ? await ours.admin[method](path, asking)
          : await ours.admin[method](path, body, asking);
      if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
      const named = path.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, ':id');
      parts.push(`-- ${method.toUpperCase()} ${named}\n${sent.map((sql) => `${sql};`).join('\n')}\n`);
    }
    files[`server/sql/${domain}.sql`] = parts.join('\n');
  }
  return files;
}
