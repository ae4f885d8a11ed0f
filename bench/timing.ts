/**
 * Does time tell what is hidden? `node bench/timing.ts [pairs] [only…]` starts a server of its own and asks it for pairs that
 * differ in one thing: for the first of a pair a stranger has thousands of records that match and the asker may not
 * see, for the second none. What the asker sees is the same. Which of a pair is asked first is drawn. The two sides'
 * times are compared by the two-sample Kolmogorov–Smirnov test: p > 0.01 says that they do not differ.
 */

import { fillSides, type Side, sides } from '../server/test/hidden-sides.ts';
import { openWorld } from '../server/test/world.ts';
import { openReport, percentile } from './measure.ts';
import { openOwnServer } from './timing.server.ts';

const pairs = Number(process.argv[2] ?? 2000);
const only = process.argv.slice(3);
const hiding = 3000;

/** The share of values at most x, for both samples: how far they lie apart at most, and how probable that is by chance. */
function kolmogorovSmirnov(one: readonly number[], other: readonly number[]): { d: number; p: number } {
  const [a, b] = [one.toSorted((x, y) => x - y), other.toSorted((x, y) => x - y)];
  let [i, j, d] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const x = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i]! <= x) i++;
    while (j < b.length && b[j]! <= x) j++;
    d = Math.max(d, Math.abs(i / a.length - j / b.length));
  }
  const size = Math.sqrt((a.length * b.length) / (a.length + b.length));
  const t = (size + 0.12 + 0.11 / size) * d;
  let p = 0;
  for (let k = 1; k <= 100; k++) p += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * t * t);
  return { d, p: t < 0.2 ? 1 : Math.min(1, Math.max(0, p)) };
}

const boxOf = ({ west }: Side) => `${west - 0.001},42.299,${west + 0.006},42.305`;
function tileOf({ west }: Side, z: number): string {
  const across = 2 ** z;
  const radians = (42.301 * Math.PI) / 180;
  const y = Math.floor((0.5 - Math.log(Math.tan(Math.PI / 4 + radians / 2)) / (2 * Math.PI)) * across);
  return `${z}/${Math.floor(((west + 180) / 360) * across)}/${y}.mvt`;
}
const lists = ['places', 'permits', 'inspections', 'hydrants', 'pre-plans'];
const asked: Readonly<Record<string, (side: Side) => string>> = {
  ...Object.fromEntries(
    lists.flatMap((path) => [
      [`/${path}?q=`, ({ word }: Side) => `/${path}?q=${word}`],
      [`/${path}?q=&count=exact`, ({ word }: Side) => `/${path}?q=${word}&count=exact`],
      [`/${path}?bbox=`, (side: Side) => `/${path}?bbox=${boxOf(side)}`],
      [`/${path}?bbox=&count=exact`, (side: Side) => `/${path}?bbox=${boxOf(side)}&count=exact`],
    ]),
  ),
  '/search?q=': ({ word }) => `/search?q=${word}`,
  '/tiles/places, zoom 7': (side) => `/tiles/places/${tileOf(side, 7)}`,
  '/tiles/places, zoom 12': (side) => `/tiles/places/${tileOf(side, 12)}`,
  '/tiles/hydrants, zoom 12': (side) => `/tiles/hydrants/${tileOf(side, 12)}`,
};

const server = await openOwnServer();
const ends: (() => Promise<unknown>)[] = [];
const world = await openWorld({ ...server, atEnd: (work) => void ends.push(work) });
const { viewer } = await fillSides(world, hiding);
const { key } = viewer.admin;
const report = openReport(
  'bench/timing',
  `One server on its embedded PostgreSQL, rate limits off. A stranger has ${hiding.toLocaleString('en')} records of each kind that match on one side, none on the other; the viewer sees 48 on each. ${pairs.toLocaleString('en')} pairs a line, one client, the order within a pair drawn.`,
);

async function timeOf(path: string): Promise<number> {
  const started = performance.now();
  const answer = await fetch(`${server.base}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
  await answer.arrayBuffer();
  if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}.`);
  return performance.now() - started;
}

const rows: string[][] = [];
try {
  const wanted = ([name]: [string, unknown]) =>
    only.length === 0 || only.some((each) => name.startsWith(each));
  for (const [name, pathOf] of Object.entries(asked).filter(wanted)) {
    const times: [number[], number[]] = [[], []];
    for (let warm = 0; warm < 40; warm++) for (const side of sides) await timeOf(pathOf(side));
    for (let pair = 0; pair < pairs; pair++) {
      const first = Math.random() < 0.5 ? 0 : 1;
      for (const at of [first, 1 - first] as const)
        times[at as 0 | 1].push(await timeOf(pathOf(sides[at as 0 | 1])));
    }
    const { d, p } = kolmogorovSmirnov(...times);
    const [hidden, none] = times.map((each) => percentile(each, 0.5)) as [number, number];
    report.json({ asked: name, pairs, hidden, none, d, p });
    rows.push([
      name,
      hidden.toFixed(2),
      none.toFixed(2),
      d.toFixed(4),
      p.toFixed(3),
      p > 0.01 ? 'alike' : 'DIFFERS',
    ]);
  }
  report.table(
    ['asked', 'p50 ms, a stranger has matches', 'p50 ms, none', 'KS distance', 'p', 'p > 0.01'],
    rows,
  );
  await report.save();
} finally {
  for (const end of ends) await end();
  await server.close();
}
