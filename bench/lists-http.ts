/**
 * bench/lists-http (G3): the newest 50 permits over HTTP, from our server with sign-in and audit on, and from
 * PostGraphile 5 with the rule as row-level security, obvious and tuned, and from Directus 11 with the rule as a
 * permission's filter, where it can be installed. Same database, same machine, kept-alive
 * connections; equality is proved first; each round asks every server in turn; the first round is thrown away.
 *
 *   node bench/lists-http.ts [--permits 200000] [--agencies 200] [--seconds 3] [--rounds 5] [--data <folder, or a database>] [--save]
 */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Asking, askOne, load, startServer } from './lists-http.load.ts';
import { addKeys, addPeerView } from './lists-http.seed.ts';
import { type Goal, median, openReport, type Ratio, ratioOf, ratioText } from './measure.ts';
import { addLocks } from './naive.ts';
import { openConnection, seat } from './pages.ts';
import { installPeer } from './peers.ts';
import { openRegion } from './region.ts';

const { values } = parseArgs({
  options: {
    permits: { type: 'string', default: '200000' },
    agencies: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '5' },
    data: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});
/** What ours must reach over a peer: on the plain page, and on the one filtered by status. */
const goalsOf = [
  ['naive', 'PostGraphile', { atLeast: 2, stretch: 4 }, { atLeast: 100, stretch: 150 }],
  ['directus', 'Directus', { atLeast: 15, stretch: 30 }, { atLeast: 8, stretch: 20 }],
] as const;
const named: Readonly<Record<string, string>> = {
  ours: 'ours',
  naive: 'PostGraphile, naive policy',
  tuned: 'PostGraphile, tuned policy',
  directus: 'Directus, permission filter',
};

if (!installPeer('postgraphile')) process.exit(0);
const region = { permits: Number(values.permits), agencies: Number(values.agencies), partners: 20, seed: 42 };
const opened = await openRegion(region, values.data);
const file = join(tmpdir(), `standpipe-bench-scopes-${process.pid}.json`);
const ends: (() => void)[] = [() => rmSync(file, { force: true })];
try {
  await addLocks(opened.ownerUrl);
  await addPeerView(opened.ownerUrl);
  const keys = await addKeys(opened.ownerUrl, 40);
  const kysely = openConnection(opened.appUrl);
  const scopes: Record<string, number[]> = {};
  for (const agency of keys.keys())
    await seat(kysely, agency, async (at) => {
      scopes[agency] = [...new Set(at.opened.groups.permit!.flatMap((each) => each.ids))];
    });
  await kysely.destroy();
  writeFileSync(file, JSON.stringify(scopes));

  const keysFile = `${file}.keys`;
  writeFileSync(keysFile, JSON.stringify(Object.fromEntries(keys)), { mode: 0o600 });
  ends.push(() => rmSync(keysFile, { force: true }));
  const directus = installPeer('directus')
    ? await startServer('lists-http.directus.ts', [opened.ownerUrl, keysFile])
    : null;
  if (directus) ends.push(directus.stop);
  const [mine, naive, tuned] = [
    await startServer('lists-http.ours.ts', [opened.appUrl]),
    await startServer('lists-http.postgraphile.ts', [opened.appUrl, 'naive', file]),
    await startServer('lists-http.postgraphile.ts', [opened.appUrl, 'tuned', file]),
  ];
  ends.push(mine.stop, naive.stop, tuned.stop);
  const report = openReport(
    'bench/lists-http',
    `PostgreSQL ${opened.version} (${opened.how}), ${region.permits.toLocaleString('en')} permits, ${region.agencies} agencies, 20 partners each, seed 42. Ours: API key, sign-in, partners’ views written down. PostGraphile 5.1.5: a header names the agency. ${directus ? 'Directus 11.3.5: a token for each agency, grants in tables worked out beforehand. ' : ''}${values.rounds} rounds of ${values.seconds} s each in turn. CPU is the server’s and PostgreSQL’s together.`,
  );
  const servers: readonly (readonly [string, Asking])[] = [
    ['ours', { ...mine, kind: 'ours', keys }],
    ['naive', { ...naive, kind: 'postgraphile', keys }],
    ['tuned', { ...tuned, kind: 'postgraphile', keys }],
    ...(directus ? [['directus', { ...directus, kind: 'directus', keys }] as const] : []),
  ];
  const pages: readonly (readonly [string, string | null])[] = [
    ['newest 50', null],
    ['newest 50, status = revoked (1 %)', 'revoked'],
  ];
  for (const agency of keys.keys())
    for (const [name, status] of pages) {
      const answers: string[] = [];
      for (const [, server] of servers) answers.push((await askOne(server, agency, status)).join());
      if (new Set(answers).size !== 1) throw new Error(`the servers disagree for ${agency}: ${name}`);
    }
  report.say(
    `Equality: ${keys.size} viewers × ${pages.length} pages, the same ids from all ${servers.length}.`,
  );
  report.say();

  const rows: string[][] = [];
  const goals: [Goal, Ratio][] = [];
  for (const [name, status] of pages)
    for (const clients of [1, 8]) {
      const rounds = new Map(
        servers.map(([key]) => [key, { perSecond: [] as number[], perCore: [] as number[] }]),
      );
      for (let round = 0; round <= Number(values.rounds); round++)
        for (const [key, server] of servers) {
          const { perSecond, perCore } = await load(
            server,
            opened.pid,
            status,
            clients,
            Number(values.seconds),
          );
          if (round === 0) continue;
          rounds.get(key)!.perSecond.push(perSecond);
          rounds.get(key)!.perCore.push(perCore);
        }
      const ours = rounds.get('ours')!;
      for (const [key] of servers) {
        const { perSecond, perCore } = rounds.get(key)!;
        const ratio = ratioOf(ours.perSecond, perSecond);
        report.json({
          case: `${name}, ${clients} clients: ${key}`,
          perSecond: median(perSecond),
          perCore: median(perCore),
          ...ratio,
        });
        rows.push([
          `${name}, ${clients} ${clients === 1 ? 'client' : 'clients'}: ${named[key]}`,
          median(perSecond).toFixed(1),
          median(perCore).toFixed(1),
          ratioText(ratio),
        ]);
      }
      for (const [key, peer, plain, filtered] of goalsOf) {
        const theirs = rounds.get(key);
        if (!theirs) continue;
        const of = `ours over ${peer}${status ? ', 1 % filter' : ''}, ${clients} clients`;
        goals.push([
          { id: 'G3', of, ...(status ? filtered : plain) },
          ratioOf(ours.perSecond, theirs.perSecond),
        ]);
      }
    }
  report.table(
    ['page', 'requests a second', 'requests a core-second', 'ours over it (min–max of rounds)'],
    rows,
  );
  report.goals(goals);
  if (values.save) await report.save();
} finally {
  for (const end of ends) end();
  await opened.close();
}
