/** Files that cost much to read, beside somebody who asks for nothing but /me. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../../../test/app.ts';
import { picture, upload } from '../../../test/upload.ts';
import { openWorld } from '../../../test/world.ts';
import type { PrintedDocument } from '../../documents/document.ts';

const app = await startApp();
const world = await openWorld(app);
const own = await world.agency('Own FD');
const place = await world.place(own);

const made = await own.admin.post('/inspections', {
  placeId: place.id,
  type: 'Annual',
  status: 'inProgress',
});
const path = `/inspections/${made.body.id}`;

/** A PNG of one dot with a text chunk of so many bytes. */
function pngWithText(size: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const text = Buffer.concat([Buffer.from('Comment\0'), Buffer.alloc(size, 'x')]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('tEXt', text),
    chunk('IDAT', deflateSync(Buffer.from([0, 1, 2, 3]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const delay = monitorEventLoopDelay({ resolution: 5 });
afterAll(() => delay.disable());

/** The longest that the server's one thread was held up, in milliseconds. The test's own work counts as well. */
async function heldUp<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly longest: number }> {
  delay.enable();
  delay.reset();
  const result = await work();
  delay.disable();
  return { result, longest: delay.max / 1e6 };
}

/** How many connections of the server's own are inside a transaction. */
const inTransactions = async () =>
  (
    await world.sql.query(
      `select count(*)::integer as count from pg_stat_activity
       where datname = current_database() and state = 'idle in transaction' and pid <> pg_backend_pid()`,
    )
  ).rows[0].count as number;

describe('the thread that answers requests', () => {
  // What these tests guard against held it for one to three seconds.
  const most = 1000;

  test('is not held up by a PNG with a text of 20 MB', async () => {
    const bytes = pngWithText(20 * 1024 * 1024);
    const { result, longest } = await heldUp(() => upload(own.admin, `${path}/photos`, bytes, 'image/png'));
    expect([201, 422]).toContain(result.status);
    expect(longest).toBeLessThan(most);
  });

  test('is not held up by the report of a full inspection', async () => {
    const { body } = await own.admin.get(path);
    const changed = await own.admin.patch(
      path,
      {
        checklist: Array.from({ length: 200 }, (_, at) => ({
          item: `Item ${at} ${'word '.repeat(35)}`,
          note: 'note '.repeat(100),
        })),
        violations: Array.from({ length: 100 }, (_, at) => ({
          code: `C ${at}`,
          description: 'what was found there '.repeat(40),
          status: 'open',
        })),
      },
      { ifMatch: body.version },
    );
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    await own.admin.get(`${path}/report.pdf`); // the first time, the thread has to start
    const { result, longest } = await heldUp(() => own.admin.get(`${path}/report.pdf`));
    expect(result.status).toBe(200);
    expect(Buffer.from(result.bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(longest).toBeLessThan(most);
  });
});

test('no connection waits in a transaction while photos and reports are drawn', async () => {
  const photo = await picture({ width: 5000, height: 5000 });
  let running = true;
  const counts: number[] = [];
  const watch = (async () => {
    while (running) counts.push(await inTransactions());
  })();
  const answers = await Promise.all([
    ...Array.from({ length: 6 }, () => upload(own.admin, `${path}/photos`, photo)),
    ...Array.from({ length: 6 }, () => own.admin.get(`${path}/report.pdf`)),
  ]);
  running = false;
  await watch;
  expect(answers.map(({ status }) => status)).toEqual([...Array(6).fill(201), ...Array(6).fill(200)]);
  const idle = counts.filter((count) => count < 3).length;
  expect(idle / counts.length).toBeGreaterThan(0.5);
});

test('what an agency lets wait beyond forty is told to come again, and another agency’s is drawn', async () => {
  const other = await world.agency('Other FD');
  const spot = await world.place(other);
  const theirs = await other.admin.post('/inspections', {
    placeId: spot.id,
    type: 'Annual',
    status: 'inProgress',
  });
  const { studio } = app.house;
  const worker = new URL('../../documents/draw.worker.ts', import.meta.url);
  const report: PrintedDocument = {
    agency: 'Own',
    color: '#000000',
    title: 'Inspection report 1',
    facts: [],
    texts: [],
    tables: [],
    photos: [],
    signatures: ['A'],
    generated: 'now',
  };
  const outcomes = Array.from({ length: 60 }, () =>
    studio.draw({ agency: own.id, person: 'ann' }, worker, report).then(
      () => 'drawn',
      (error: unknown) => (error as { code?: string }).code,
    ),
  );
  const made = await upload(other.admin, `/inspections/${theirs.body.id}/photos`, await picture());
  expect(made.status).toBe(201);
  const all = await Promise.all(outcomes);
  expect(all.filter((each) => each === 'drawn').length).toBeGreaterThanOrEqual(40);
  expect(all.filter((each) => each === 'rate_limited').length).toBeGreaterThan(0);
});
