/**
 * What 50 ordinary clients notice while somebody floods the server, its limits on.
 *
 *   npm run bench:floods [seconds of each flood]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import sharp from 'sharp';
import { WebSocket } from 'ws';
import { inLanes } from '../server/test/lanes.ts';
import { openWorld, type TestAgency, type User } from '../server/test/world.ts';
import { median, openReport, percentile } from './measure.ts';

const seconds = Number(process.argv[2] ?? 10);
const folder = mkdtempSync(join(tmpdir(), 'standpipe-bench-'));
chmodSync(folder, 0o755);
const child = spawn(
  process.execPath,
  [join(import.meta.dirname, 'floods.child.ts'), join(folder, 'data'), join(folder, 'programs')],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
const { base, ownerUrl } = JSON.parse(line) as { base: string; ownerUrl: string };
const ends: (() => Promise<unknown>)[] = [];
const world = await openWorld({ base, ownerUrl, atEnd: (work) => void ends.push(work) });

const agencies: TestAgency[] = [];
for (let at = 0; at < 10; at++) agencies.push(await world.agency(`Calm FD ${at}`));
for (const agency of agencies) {
  const place = await world.place(agency);
  for (let at = 0; at < 5; at++) {
    await agency.admin.post('/permits', { placeId: place.id, type: 'Tent', class: 'operational' });
    await agency.admin.post('/inspections', { placeId: place.id, type: 'Annual' });
  }
}
const users: User[] = [];
for (let at = 0; at < 50; at++)
  users.push(
    await world.user(agencies[at % 10]!, [
      'FD Permits - Read',
      'Fire Inspections - Read',
      'Addresses - Read',
    ]),
  );
const loud = await world.agency('Loud FD');
const partner = await world.agency('Partner FD');
const place = await world.place(loud);
const inspection = (
  await loud.admin.post('/inspections', { placeId: place.id, type: 'Annual', status: 'inProgress' })
).body;
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What 50 clients that each ask about three times a second see until it is over. */
async function beside(flood: () => Promise<string>) {
  const times: number[] = [];
  let refused = 0;
  let over = false;
  const paths = ['/me', '/permits', '/inspections', '/places', '/notices'];
  const clients = users.map(async (user, at) => {
    await wait(at * 7);
    for (let turn = at; !over; turn++) {
      const started = performance.now();
      const { status } = await user.get(paths[turn % paths.length]!);
      times.push(performance.now() - started);
      if (status !== 200) refused++;
      await wait(300);
    }
  });
  const said = await flood();
  over = true;
  await Promise.all(clients);
  return { times, refused, said };
}

const key = { authorization: `Bearer ${loud.admin.key}` };
/** Sends these bytes again and again in some lanes, for as long as each flood lasts; says what came back. */
function again(path: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string>, lanes = 4) {
  return async () => {
    const counts: Record<string, number> = {};
    const until = performance.now() + seconds * 1000;
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        while (performance.now() < until) {
          const status = await fetch(`${base}${path}`, { method: 'POST', headers, body }).then(
            async (answer) => {
              await answer.arrayBuffer();
              return String(answer.status);
            },
            () => 'closed',
          );
          counts[status] = (counts[status] ?? 0) + 1;
        }
      }),
    );
    return Object.entries(counts)
      .map(([status, count]) => `${count} × ${status}`)
      .join(', ');
  };
}

const json = { 'content-type': 'application/json' };
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const unknown = bytes(`{${Array.from({ length: 60_000 }, (_, at) => `"key${at}":0`).join(',')}}`);
const items = bytes(`{"items":[${Array(500_000).fill('0').join(',')}]}`);
const boundary = 'b0undary';
const parts = bytes(
  `--${boundary}\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n`.repeat(300_000) +
    `--${boundary}--\r\n`,
);
const form = { ...key, 'content-type': `multipart/form-data; boundary=${boundary}` };
const newlines = bytes(`id,name\n${'\n'.repeat(20_000_000)}1,x\n`);
const noise = Buffer.allocUnsafe(3600 * 2600 * 3).map(() => Math.random() * 256);
const photo = new Uint8Array(
  await sharp(noise, { raw: { width: 3600, height: 2600, channels: 3 } })
    .jpeg({ quality: 98 })
    .toBuffer(),
);
const commented = new Uint8Array(
  await sharp({ create: { width: 9, height: 9, channels: 3, background: '#123456' } })
    .withMetadata()
    .png()
    .toBuffer(),
);
const photos = `/api/v1/inspections/${inspection.id}/photos`;
const text = Buffer.alloc(20 * 1024 * 1024, 'x');
const { crc32 } = await import('node:zlib');
const chunk = Buffer.concat([Buffer.from('tEXtComment\0'), text]);
const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
length.writeUInt32BE(chunk.length - 4);
sum.writeUInt32BE(crc32(chunk));
const png = new Uint8Array(
  Buffer.concat([commented.subarray(0, 33), length, chunk, sum, commented.subarray(33)]),
);

const fullInspection = async () => {
  const { version } = (await loud.admin.get(`/inspections/${inspection.id}`)).body;
  const checklist = Array.from({ length: 200 }, (_, at) => ({
    item: `Item ${at} ${'word '.repeat(30)}`,
    note: 'note '.repeat(90),
  }));
  const violations = Array.from({ length: 100 }, (_, at) => ({
    code: `C ${at}`,
    description: 'what was found there '.repeat(40),
    status: 'open',
  }));
  await loud.admin.patch(`/inspections/${inspection.id}`, { checklist, violations }, { ifMatch: version });
};

async function reports(): Promise<string> {
  const counts: Record<number, number> = {};
  const until = performance.now() + seconds * 1000;
  await inLanes(6, [...Array(600).keys()], async () => {
    if (performance.now() > until) return;
    const { status } = await loud.admin.get(`/inspections/${inspection.id}/report.pdf`);
    counts[status] = (counts[status] ?? 0) + 1;
  });
  return JSON.stringify(counts);
}

/** 60 sockets of one user, 45 frames each, over and over; meanwhile another agency saves its sheet. */
async function sockets(): Promise<string> {
  const saves: number[] = [];
  const until = performance.now() + seconds * 1000;
  const flooding = (async () => {
    while (performance.now() < until) {
      const open = await Promise.all(
        Array.from({ length: 60 }, async () => {
          const socket = new WebSocket(`${base.replace('http', 'ws')}/api/v1/live`, { headers: key });
          socket.on('error', () => {});
          await Promise.race([once(socket, 'open'), once(socket, 'close')]).catch(() => {});
          return socket;
        }),
      );
      for (let at = 0; at < 45; at++)
        for (const socket of open)
          if (socket.readyState === WebSocket.OPEN)
            socket.send(
              at % 2
                ? '{"op":"subscribe","topic":"changes"}'
                : '{"op":"resume","topic":"changes","token":"x"}',
            );
      await wait(500);
      for (const socket of open) socket.terminate();
    }
  })();
  for (let at = 0; performance.now() < until; at++) {
    const { version } = (await partner.admin.get('/admin/user-data-sharing')).body;
    const levels = { inspections: 'none', addressShareModule: 'none', permits: 'view' };
    const sheet = { items: at % 2 ? [] : [{ partnerId: agencies[0]!.id, levels }] };
    const started = performance.now();
    await partner.admin.put('/admin/user-data-sharing', sheet, { ifMatch: version });
    saves.push(performance.now() - started);
    await wait(150);
  }
  await flooding;
  return `a save of another agency: p50 ${median(saves).toFixed(0)} ms, longest ${Math.max(...saves).toFixed(0)} ms of ${saves.length}`;
}

async function reads(): Promise<string> {
  const counts: Record<number, number> = {};
  await inLanes(8, [...Array(700).keys()], async () => {
    const { status } = await loud.admin.get('/me');
    counts[status] = (counts[status] ?? 0) + 1;
  });
  return `700 reads of one key: ${JSON.stringify(counts)}`;
}

/** 400 bodies that come a byte a second: until when the last of them was let go. */
async function slow(): Promise<string> {
  const { hostname, port } = new URL(base);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: 400 }, async () => {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => {});
      socket.on('data', () => {});
      socket.write(
        `POST /api/auth/request-password-reset HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n`,
      );
      const drip = setInterval(() => socket.write(' '), 1000);
      await once(socket, 'close');
      clearInterval(drip);
    }),
  );
  return `the last of 400 was let go after ${((performance.now() - started) / 1000).toFixed(0)} s`;
}

const sixteen = () =>
  Promise.all(
    Array.from({ length: 16 }, () =>
      fetch(`${base}${photos}`, {
        method: 'POST',
        headers: { ...key, 'content-type': 'image/jpeg' },
        body: photo,
      }).then(({ status }) => status),
    ),
  ).then(
    (all) =>
      `${all.filter((each) => each === 201).length} of 16 photos of ${(photo.length / 2 ** 20).toFixed(0)} MiB were taken`,
  );

const cases: readonly (readonly [string, () => Promise<string>])[] = [
  ['nothing', () => wait(seconds * 1000).then(() => '')],
  ['reports of a full inspection, 6 at once', () => fullInspection().then(reports)],
  ['60 sockets × 45 frames of one user', sockets],
  ['16 photos at once', sixteen],
  ['PNGs with a text of 20 MB', again(photos, png, { ...key, 'content-type': 'image/png' })],
  ['forms of 300,000 parts', again(photos, parts, form)],
  [
    'CSV files of 20 MB of newlines',
    again('/api/v1/imports?kind=place', newlines, { ...key, 'content-type': 'text/csv' }, 2),
  ],
  ['500,000 items from a user', again('/api/v1/permits', items, { ...key, ...json })],
  ['unknown keys, 800 kB, from nobody', again('/api/auth/sign-in/email', unknown, json)],
  ['700 reads of one key', reads],
  ['400 slow bodies', slow],
];

const report = openReport('bench/floods', `Limits on, 50 ordinary clients, each flood for ${seconds} s.`);
const rows: string[][] = [];
const memory = () =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
for (const [name, flood] of cases) {
  const { times, refused, said } = await beside(flood);
  const [p50, p99, longest] = [median(times), percentile(times, 0.99), Math.max(...times)];
  report.json({ name, requests: times.length, p50, p99, longest, refused, said, peakMiB: memory() });
  rows.push([
    name,
    `${p50.toFixed(0)} ms`,
    `${p99.toFixed(0)} ms`,
    `${longest.toFixed(0)} ms`,
    String(refused),
    said,
    p99 < 500 ? 'met' : 'missed',
  ]);
}
report.table(['beside', 'p50', 'p99', 'longest', 'refused', 'what the flood saw', 'p99 < 500 ms'], rows);
report.say(`The most memory that the server took: ${memory().toFixed(0)} MiB.`);
await report.save();
for (const end of ends) await end();
child.stdin.end();
await once(child, 'exit');
rmSync(folder, { recursive: true, force: true });
