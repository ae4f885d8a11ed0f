/**
 * bench/imports: published files as a user uploads them, each with the mapping as it is proposed and no other, and a dry
 * run of it; then 300,000 grouped rows of inspections, with the server's memory and what others wait for meanwhile.
 *
 *   node bench/imports.ts [--data ../shared/data] [--rows 300000] [--files [--only cambridge] | --grouped [--heap 400] [--real] [--save]]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Import, ImportKind } from '@standpipe/contract';
import { openReport, percentile } from './measure.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    rows: { type: 'string', default: '300000' },
    files: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    grouped: { type: 'boolean', default: false },
    heap: { type: 'string' },
    real: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const password = 'ladder-seven-bench';
const operator = 'operator@bench.example.org';
const folder = mkdtempSync(join(tmpdir(), 'standpipe-bench-'));
const server = fork(new URL('./imports.child.ts', import.meta.url), [folder], {
  execArgv: values.heap ? [`--max-old-space-size=${values.heap}`] : [],
  env: { ...process.env, STANDPIPE_OPERATOR_EMAIL: operator, STANDPIPE_OPERATOR_PASSWORD: password },
});
const nextMessage = async () => ((await once(server, 'message')) as [{ base: string; peak: number }])[0];
const { base } = await nextMessage();

/** The most memory that the server had since this was asked last, in MiB. */
async function peakMiB(): Promise<number> {
  server.send('peak');
  return Math.round((await nextMessage()).peak / 1_048_576);
}

type Sender = (method: string, path: string, body?: unknown, ifMatch?: number) => Promise<unknown>;

/** Signs in and answers with what sends as that person. */
async function as(email: string): Promise<Sender> {
  const signedIn = await fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ email, password }),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  return async (method, path, body, ifMatch) => {
    const form = body instanceof FormData;
    const answer = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: {
        origin: base,
        cookie,
        ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
        ...(body !== undefined && !form && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
}

const asOperator = await as(operator);
let agencies = 0;

async function administrator(state: string, countyFips: string): Promise<Sender> {
  const n = ++agencies;
  const { id } = (await asOperator('POST', '/operator/agencies', {
    name: `Bench FD ${n}`,
    state,
    countyFips,
    features: { clientDataSharing: true, userDataSharing: true },
  })) as { id: string };
  const email = `chief${n}@bench.example.org`;
  await asOperator('POST', `/operator/agencies/${id}/users`, {
    name: 'Chief',
    email,
    password,
    role: 'Administrator',
  });
  return as(email);
}

async function uploaded(send: Sender, kind: ImportKind, bytes: Uint8Array, name: string): Promise<Import> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  return (await send('POST', `/imports?kind=${kind}`, form)) as Import;
}

/** Starts what the path says, and waits for its end. */
async function run(send: Sender, id: string, verb: 'dry-run' | 'run'): Promise<Import> {
  await send('POST', `/imports/${id}/${verb}`);
  for (;;) {
    const now = (await send('GET', `/imports/${id}`)) as Import;
    if (now.status !== 'running') return now;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const published: readonly (readonly [path: string, kind: ImportKind, state: string, county: string])[] = [
  ['inspections-san-francisco-ca/residential-properties.csv.gz', 'place', 'CA', '06075'],
  ['inspections-toronto-on/highrise-fire-inspections.csv.gz', 'inspection', 'NY', '36067'],
  ['permits-chicago-il/building-permits-2025-01_06.csv.gz', 'permit', 'IL', '17031'],
  ['hydrants-tulsa-ok/hydrants.csv.gz', 'hydrant', 'OK', '40143'],
  ['hydrants-tulsa-ok/hydrants.csv.gz', 'place', 'OK', '40143'],
  ['hydrants-lake-county-il/fire-hydrants.csv.gz', 'hydrant', 'IL', '17097'],
  ['hydrants-lake-county-il/fire-hydrants.csv.gz', 'place', 'IL', '17097'],
  ['cambridge-ma/hydrants.geojson.gz', 'hydrant', 'MA', '25017'],
  ['cambridge-ma/fire-stations.geojson', 'place', 'MA', '25017'],
  ['cambridge-ma/landmark-public-schools.geojson', 'place', 'MA', '25017'],
  ['cambridge-ma/landmark-day-care.geojson', 'place', 'MA', '25017'],
  ['cambridge-ma/hospitals.geojson', 'place', 'MA', '25017'],
  ['cambridge-ma/special-permits.geojson', 'permit', 'MA', '25017'],
  ['cambridge-ma/master-addresses-2020-06.csv.gz', 'place', 'MA', '25017'],
];

const chosen = published.filter(([path]) => path.includes(values.only));
for (const [path, kind, state, county] of values.grouped ? [] : chosen) {
  const file = join(values.data, path);
  if (!existsSync(file)) {
    console.log(`LEFT OUT: ${path} is not at ${values.data}`);
    continue;
  }
  const send = await administrator(state, county);
  const made = await uploaded(send, kind, readFileSync(file), basename(path));
  if (made.faults.length > 0) {
    console.log(`${path} as ${kind}: asks: ${made.faults.map(({ message }) => message).join('; ')}`);
    const pointless = made.faults.every(({ message }) => /\((lng|lat)\) is not filled$/.test(message));
    if (!pointless) continue;
    const mapping = { ...made.mapping, missingPoints: 'county' };
    await send('PATCH', `/imports/${made.id}`, { mapping }, made.version);
  }
  const { progress, rejections, warnings } = await run(send, made.id, 'dry-run');
  const why = rejections.slice(0, 4).map(({ reason, rows }) => `${rows} ${reason}`);
  const look = warnings.slice(0, 2).map(({ text, rows }) => `${rows} ${text}`);
  console.log(
    `${path} as ${kind} (key ${made.mapping.key.join(' + ')}): ${progress.rowsRead} rows, ${progress.created} to be added, ${progress.rejected} rejected${why.length > 0 ? ` (${why.join('; ')})` : ''}${look.length > 0 ? `; worth a look: ${look.join('; ')}` : ''}`,
  );
}

/** Rows of inspections, three to each, and those of one inspection as far apart as they can be. */
function groupedRows(many: number): Buffer {
  const lines = [
    'inspection number,type,status,opened,closed,address,city,state,lng,lat,violation,violation code,violation status',
  ];
  for (let n = 0; n < many; n++) {
    const group = n % Math.ceil(many / 3);
    lines.push(
      `N-${group},Annual,completed,2024-01-02,2024-01-05,${group} Elm Street,Chicago,IL,${-87.7 - (group % 1000) / 1e5},41.8,Finding ${n} of this inspection,1031.${n % 9},open`,
    );
  }
  return gzipSync(lines.join('\n'));
}

/** Does something while another agency reads its list every 50 ms, and says how long that took and how long they waited. */
async function watched(others: Sender, work: () => Promise<Import>) {
  const waits: number[] = [];
  let going = true;
  const watching = (async () => {
    while (going) {
      const begun = performance.now();
      await others('GET', '/places?limit=20');
      waits.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  const begun = performance.now();
  const made = await work();
  const seconds = (performance.now() - begun) / 1000;
  going = false;
  await watching;
  if (made.status !== 'ready' && made.status !== 'done') console.log(`${made.status}: ${made.reason}`);
  return { made, seconds, waits, peak: await peakMiB() };
}

const waitsOf = (waits: readonly number[]) =>
  `${percentile(waits, 0.5).toFixed(0)} / ${percentile(waits, 0.99).toFixed(0)} / ${Math.max(...waits).toFixed(0)} ms`;

/** How long the others wait while nothing is imported. */
async function waitsAlone(others: Sender) {
  const waits: number[] = [];
  for (const end = performance.now() + 15_000; performance.now() < end; ) {
    const begun = performance.now();
    await others('GET', '/places?limit=20');
    waits.push(performance.now() - begun);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { waits, peak: await peakMiB() };
}

if (!values.files) {
  const many = Number(values.rows);
  const report = openReport(
    'bench/imports',
    `${many.toLocaleString('en')} rows of inspections, grouped by three; the server${values.heap ? ` (its heap at most ${values.heap} MB)` : ''}, its PostgreSQL and the client on the same cores. Another agency reads its list every 50 ms.`,
  );
  const send = await administrator('IL', '17031');
  const others = await administrator('IL', '17031');
  const bytes = groupedRows(many);
  await peakMiB();
  const alone = await waitsAlone(others);
  const upload = await watched(others, () => uploaded(send, 'inspection', bytes, 'grouped.csv.gz'));
  const dry = await watched(others, () => run(send, upload.made.id, 'dry-run'));
  const real = values.real ? await watched(others, () => run(send, upload.made.id, 'run')) : null;
  const again = real && (await watched(others, () => run(send, upload.made.id, 'run')));
  const line = (name: string, each: typeof upload | null) =>
    each
      ? [
          [
            name,
            `${each.seconds.toFixed(1)} s`,
            `${Math.round(many / each.seconds).toLocaleString('en')}`,
            `${each.made.progress.created.toLocaleString('en')} / ${each.made.progress.unchanged.toLocaleString('en')} / ${each.made.progress.rejected}`,
            `${each.peak} MiB`,
            waitsOf(each.waits),
          ],
        ]
      : [];
  report.table(
    [
      'what',
      'time',
      'rows/s',
      'created / unchanged / rejected',
      'server, at most',
      'others: p50 / p99 / longest',
    ],
    [
      ['nothing: the other agency alone', '15 s', '', '', `${alone.peak} MiB`, waitsOf(alone.waits)],
      ...line('upload and survey', upload),
      ...line('dry run', dry),
      ...line('run', real),
      ...line('the same again', again),
    ],
  );
  report.say(`Load ${loadavg()[0]?.toFixed(1)} at the end.`);
  if (values.save) await report.save();
}
server.disconnect();
await once(server, 'exit');
rmSync(folder, { recursive: true, force: true });
