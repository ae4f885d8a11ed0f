/**
 * bench/imports: published files as a user uploads them, each with the mapping as it is proposed and no other, and a dry
 * run of it; then 300,000 grouped rows of inspections, with the server's memory and what others wait for meanwhile.
 *
 *   node bench/imports.ts [--data ../shared/data] [--rows 300000] [--files | --grouped]
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Import, ImportKind } from '@standpipe/contract';
import { readConfig } from '../server/src/config.ts';
import { startEmbedded } from '../server/src/db/embedded/embedded.ts';
import { ensureFirstOperator } from '../server/src/people/setup.ts';
import { openServer, prepareDatabase } from '../server/src/serve.ts';
import { percentile } from './measure.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    rows: { type: 'string', default: '300000' },
    files: { type: 'boolean', default: false },
    grouped: { type: 'boolean', default: false },
  },
});
const password = 'ladder-seven-bench';
const operator = 'operator@bench.example.org';
const folder = mkdtempSync(join(tmpdir(), 'standpipe-bench-'));
const config = readConfig({
  STANDPIPE_DATA: folder,
  STANDPIPE_LOG: 'silent',
  STANDPIPE_RATE_LIMITS: 'off',
  STANDPIPE_OPERATOR_EMAIL: operator,
  STANDPIPE_OPERATOR_PASSWORD: password,
});
const database = await startEmbedded(folder, { log: () => {} });
await prepareDatabase(database.ownerUrl, database.appUrl);
const served = await openServer(config, database.appUrl);
await ensureFirstOperator(served.house, () => {});
const base = (await served.app.listen({ port: 0, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost');

type Sender = (method: string, path: string, body?: unknown) => Promise<unknown>;

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
  return async (method, path, body) => {
    const form = body instanceof FormData;
    const answer = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: {
        origin: base,
        cookie,
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

async function dryRun(send: Sender, id: string): Promise<Import> {
  await send('POST', `/imports/${id}/dry-run`);
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
  ['hydrants-tulsa-ok/hydrants.csv.gz', 'place', 'OK', '40143'],
  ['hydrants-lake-county-il/fire-hydrants.csv.gz', 'place', 'IL', '17097'],
  ['cambridge-ma/hydrants.geojson.gz', 'place', 'MA', '25017'],
  ['cambridge-ma/fire-stations.geojson', 'place', 'MA', '25017'],
  ['cambridge-ma/landmark-public-schools.geojson', 'place', 'MA', '25017'],
  ['cambridge-ma/landmark-day-care.geojson', 'place', 'MA', '25017'],
  ['cambridge-ma/hospitals.geojson', 'place', 'MA', '25017'],
  ['cambridge-ma/special-permits.geojson', 'permit', 'MA', '25017'],
  ['cambridge-ma/master-addresses-2020-06.csv.gz', 'place', 'MA', '25017'],
];

for (const [path, kind, state, county] of values.grouped ? [] : published) {
  const file = join(values.data, path);
  if (!existsSync(file)) {
    console.log(`LEFT OUT: ${path} is not at ${values.data}`);
    continue;
  }
  const send = await administrator(state, county);
  const made = await uploaded(send, kind, readFileSync(file), basename(path));
  if (made.faults.length > 0) {
    console.log(`${path} as ${kind}: asks: ${made.faults.map(({ message }) => message).join('; ')}`);
    continue;
  }
  const { progress, rejections, warnings } = await dryRun(send, made.id);
  const why = rejections.slice(0, 4).map(({ reason, rows }) => `${rows} ${reason}`);
  const look = warnings.slice(0, 2).map(({ text, rows }) => `${rows} ${text}`);
  console.log(
    `${path} as ${kind} (key ${made.mapping.key.join(' + ')}): ${progress.rowsRead} rows, ${progress.created} to be added, ${progress.rejected} rejected${why.length > 0 ? ` (${why.join('; ')})` : ''}${look.length > 0 ? `; worth a look: ${look.join('; ')}` : ''}`,
  );
}

if (!values.files) {
  const many = Number(values.rows);
  const send = await administrator('IL', '17031');
  const lines = [
    'inspection number,type,status,opened,closed,address,city,state,lng,lat,violation,violation code,violation status',
  ];
  for (let n = 0; n < many; n++) {
    const group = n % Math.ceil(many / 3);
    lines.push(
      `N-${group},Annual,completed,2024-01-02,2024-01-05,${group} Elm Street,Chicago,IL,${-87.7 - (group % 1000) / 1e5},41.8,Finding ${n} of this inspection,1031.${n % 9},open`,
    );
  }
  const bytes = gzipSync(lines.join('\n'));
  lines.length = 0;
  let peak = 0;
  const waits: number[] = [];
  let going = true;
  const others = await administrator('IL', '17031');
  const watching = (async () => {
    while (going) {
      const begun = performance.now();
      await others('GET', '/places?limit=20');
      waits.push(performance.now() - begun);
      peak = Math.max(peak, process.memoryUsage().rss);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  const begun = performance.now();
  const made = await uploaded(send, 'inspection', bytes, 'grouped.csv.gz');
  const read = performance.now();
  const done = await dryRun(send, made.id);
  const seconds = (performance.now() - read) / 1000;
  going = false;
  await watching;
  console.log(
    `${many} grouped rows: uploaded and surveyed in ${((read - begun) / 1000).toFixed(1)} s; dry run ${seconds.toFixed(1)} s, ${Math.round(many / seconds)} rows/s, ${done.progress.created} to be added, ${done.progress.rejected} rejected (${done.status}); at most ${Math.round(peak / 1_048_576)} MiB (client included); others' requests p50 ${percentile(waits, 0.5).toFixed(0)} ms, p99 ${percentile(waits, 0.99).toFixed(0)} ms`,
  );
}
await served.close();
await database.stop();
rmSync(folder, { recursive: true, force: true });
