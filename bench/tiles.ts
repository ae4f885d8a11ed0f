/**
 * bench/tiles: what a tile of the map costs a viewer who sees their own places and those of some partners, in a table
 * of many more. The same tiles are timed first while the table holds nothing but what the viewer may see: that is the
 * floor, which a tile whose cost depends on nothing else stays close to when everybody else's places come in.
 *
 *   node bench/tiles.ts [--places 250000] [--agencies 500] [--partners 20] [--rounds 40]
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../server/src/config.ts';
import { startEmbedded } from '../server/src/db/embedded/embedded.ts';
import { openServer, prepareDatabase } from '../server/src/serve.ts';
import { openWorld, type TestAgency, type World } from '../server/test/world.ts';
import { median, openReport, percentile } from './measure.ts';

const { values } = parseArgs({
  options: {
    places: { type: 'string', default: '250000' },
    agencies: { type: 'string', default: '500' },
    partners: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '40' },
  },
});
const [places, agencies, partners, rounds] = [
  values.places,
  values.agencies,
  values.partners,
  values.rounds,
].map(Number) as [number, number, number, number];
const across = Math.ceil(Math.sqrt(agencies));
const each = Math.floor(places / agencies);
const zooms = [0, 4, 7, 9, 10, 11, 12, 14, 15, 16];

/** Towns on a grid over a few counties; the viewer's in the middle, with its partners around it. */
async function fill(world: World, towns: readonly (readonly [number, TestAgency])[]): Promise<void> {
  for (const [at, town] of towns)
    await world.sql.query(
      `insert into place (id, owner_id, address_line, city, state, lng, lat, withheld)
       select gen_random_uuid(), $1, n || ' Main Street', 'Town', 'IL',
         -89 + 0.1 * $2 + 0.09 * random(), 41 + 0.08 * $3 + 0.07 * random(), n % 20 = 0
       from generate_series(1, $4::integer) n`,
      [town.id, at % across, Math.floor(at / across), each],
    );
  await world.sql.query('vacuum analyze place');
}

const tileOf = (lng: number, lat: number, z: number) => {
  const radians = (lat * Math.PI) / 180;
  const x = Math.floor(((lng + 180) / 360) * 2 ** z);
  const y = Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z);
  return `${z}/${x}/${y}`;
};

interface Tried {
  readonly p50: number;
  readonly p99: number;
  readonly bytes: number;
}

async function time(viewer: TestAgency, middle: number): Promise<Map<number, Tried>> {
  const [lng, lat] = [-89 + 0.1 * (middle % across) + 0.05, 41 + 0.08 * Math.floor(middle / across) + 0.04];
  const tried = new Map<number, Tried>();
  for (const z of zooms) {
    const times: number[] = [];
    let bytes = 0;
    for (let round = -3; round < rounds; round++) {
      const started = performance.now();
      const answer = await viewer.admin.get(`/tiles/places/${tileOf(lng, lat, z)}.mvt`);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      if (round >= 0) times.push(performance.now() - started);
      bytes = answer.bytes.length;
    }
    tried.set(z, { p50: median(times), p99: percentile(times, 0.99), bytes });
  }
  return tried;
}

const folder = await mkdtemp(join(tmpdir(), 'standpipe-tiles-'));
await chmod(folder, 0o755); // PostgreSQL's own user has to walk through when root runs this
const database = await startEmbedded(join(folder, 'data'), {
  log: () => {},
  settings: { shared_buffers: '256MB', fsync: 'off' },
  systemDirectory: join(folder, 'system'),
});
await prepareDatabase(database.ownerUrl, database.appUrl);
const served = await openServer(
  readConfig({ STANDPIPE_LOG: 'silent', STANDPIPE_RATE_LIMITS: 'off' }),
  database.appUrl,
);
const base = await served.app.listen({ port: 0, host: '127.0.0.1' });
const ends: (() => Promise<unknown>)[] = [];
try {
  const world = await openWorld({ base, ownerUrl: database.ownerUrl, atEnd: (end) => void ends.push(end) });
  const towns: TestAgency[] = [];
  for (let at = 0; at < agencies; at++) towns.push(await world.agency(`Town ${at}`));
  const middle = Math.floor(agencies / 2);
  const viewer = towns[middle]!;
  const isNear = (at: number) => Math.abs(at - middle) <= partners / 2;
  const numbered = towns.map((town, at) => [at, town] as const);
  for (const [at, town] of numbered)
    if (isNear(at) && town !== viewer) await world.grant(town, viewer, { address: 'view' });
  await fill(
    world,
    numbered.filter(([at]) => isNear(at)),
  );
  const alone = await time(viewer, middle);
  await fill(
    world,
    numbered.filter(([at]) => !isNear(at)),
  );
  const among = await time(viewer, middle);
  const report = openReport(
    'bench/tiles',
    `${places.toLocaleString('en')} places of ${agencies} agencies, ${partners} partners; tiles over HTTP, one at a time, ${rounds} rounds.`,
  );
  report.table(
    ['zoom', 'bytes', 'p50 ms, alone', 'p50 ms, among all', 'p99 ms, among all', 'p50 ratio'],
    zooms.map((z) => {
      const [one, all] = [alone.get(z)!, among.get(z)!];
      return [
        z,
        all.bytes,
        one.p50.toFixed(2),
        all.p50.toFixed(2),
        all.p99.toFixed(2),
        (all.p50 / one.p50).toFixed(2),
      ].map(String);
    }),
  );
} finally {
  for (const end of ends) await end();
  await served.close();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
