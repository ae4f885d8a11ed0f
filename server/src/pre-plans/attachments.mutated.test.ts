import { readdirSync, readlinkSync } from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { drawnPdf, rawPdf } from '../../test/documents.ts';
import { picture, upload } from '../../test/upload.ts';
import { openWorld } from '../../test/world.ts';

const count = Number(process.env.STANDPIPE_MUTATED_UPLOADS ?? 200);

const app = await startApp();
const world = await openWorld(app);
const own = await world.agency('Own FD');
const place = await world.place(own);
const plan = (await own.admin.post('/pre-plans', { placeId: place.id, sections: {} })).body.id as string;
const path = `/pre-plans/${plan}/attachments`;

/** The same numbers in every run. */
let state = 20261201;
const random = (below: number) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state % below;
};

const bases = [
  await picture({ width: 300, height: 200 }),
  await picture({ width: 300, height: 200 }, 'png'),
  await picture({ width: 300, height: 200 }, 'webp'),
  await drawnPdf({ pages: 2 }),
  rawPdf('0 0 612 792', '1 0 0 rg 100 100 300 300 re f'),
];
const bomb = await sharp({
  create: { width: 12_000, height: 12_000, channels: 3, background: '#000' },
  limitInputPixels: false,
})
  .png({ compressionLevel: 9, palette: true })
  .toBuffer();
const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(500)]);
const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

/** Files that have to be refused, with the code that says why. */
const refused: readonly (readonly [string, Buffer])[] = [
  ['heic', heic],
  ['encrypted_pdf', await drawnPdf({ password: 'secret' })],
  ['too_large', bomb],
  ['not_an_attachment', Buffer.from(script)],
  ['not_an_attachment', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')],
  ['not_an_attachment', Buffer.from('PK\x03\x04 a zip')],
  ['not_an_attachment', Buffer.from('MZ\x90\0 a program')],
  ['not_a_photo', bases[0]!.subarray(0, 200)],
  ['unreadable_pdf', Buffer.from('%PDF-1.4\nnothing')],
  ['unreadable_pdf', rawPdf('0 0 0 0', '').subarray(0, 60)],
];

const mutations: readonly ((bytes: Buffer) => Buffer)[] = [
  (bytes) => bytes.subarray(0, 1 + random(bytes.length - 1)),
  (bytes) => {
    const changed = Buffer.from(bytes);
    for (let n = 1 + random(20); n > 0; n--) changed[random(changed.length)] = random(256);
    return changed;
  },
  (bytes) => Buffer.concat([bytes, Buffer.from(script)]),
  (bytes) => Buffer.concat([bytes, bases[random(bases.length)]!]),
  (bytes) => Buffer.concat([bytes.subarray(0, random(64)), bases[random(bases.length)]!]),
  (bytes) => Buffer.concat([Buffer.from(script), bytes]),
  (bytes) => {
    const at = random(bytes.length);
    return Buffer.concat([
      bytes.subarray(0, at),
      Buffer.alloc(random(4000), random(256)),
      bytes.subarray(at),
    ]);
  },
  () => rawPdf(`0 0 ${random(2) ? 1e9 : 1e-9} ${random(1e6)}`, 'q '.repeat(random(40_000))),
];

/** Files without a name that this process has open. */
const openFiles = () =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return /standpipe-.*\(deleted\)/.test(readlinkSync(`/proc/self/fd/${fd}`));
    } catch {
      return false;
    }
  });
const stored = async () =>
  Number((await world.sql.query('select count(*) from pre_plan_attachment')).rows[0].count);

test('files of the wrong kind are each refused in one sentence that says why', async () => {
  for (const [code, bytes] of refused) {
    const { status, body } = await upload(own.admin, path, bytes, 'image/jpeg');
    expect([body.errors?.[0]?.code ?? body.code, status]).toEqual([code, code === 'too_large' ? 413 : 422]);
    expect(body.detail).toMatch(/^[A-Z].*\.$/);
  }
  expect(await stored()).toBe(0);
}, 120_000);

test(`${count} mutated files crash nothing: each is stored drawn anew, or refused with nothing left`, async () => {
  const seen: Record<string, number> = {};
  for (let at = 0; at < count; at++) {
    const bytes = mutations[at % mutations.length]!(bases[random(bases.length)]!);
    const { status, body } = await upload(own.admin, path, bytes, 'application/pdf');
    const outcome = `${status} ${body?.errors?.[0]?.code ?? body?.code ?? body?.type}`;
    seen[outcome] = (seen[outcome] ?? 0) + 1;
    expect([201, 413, 422], `file ${at}: ${JSON.stringify(body)}`).toContain(status);
    if (status !== 201) continue;
    const preview = await own.admin.get(`${path}/${body.id}`);
    expect((await sharp(preview.bytes).metadata()).format).toBe('jpeg');
    expect(Buffer.from(preview.bytes).includes('<script>')).toBe(false);
    expect((await own.admin.delete(`${path}/${body.id}`, { ifMatch: 1 })).status).toBe(204);
  }
  expect(await stored()).toBe(0);
  expect(openFiles()).toEqual([]);
  expect(Object.keys(seen).length, JSON.stringify(seen)).toBeGreaterThan(3);
  if (process.env.STANDPIPE_MUTATED_UPLOADS) process.stdout.write(`${JSON.stringify(seen)}\n`);
}, 1_800_000);
