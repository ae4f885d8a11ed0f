import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../../test/app.ts';
import { readPdf } from '../../../test/pdf.ts';
import { picture, upload, uploadForm } from '../../../test/upload.ts';
import { openWorld, type TestAgency, type User } from '../../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const [own, partner, stranger] = [
  await world.agency('Own FD'),
  await world.agency('Partner FD'),
  await world.agency('Stranger FD', { county: '17031' }),
];
await world.grant(own, partner, { inspections: 'view' });
const place = await world.place(own);

/** An inspection in progress with one photo on a violation and one that is not used. */
async function inspected(by: TestAgency = own) {
  const made = await by.admin.post('/inspections', {
    placeId: place.id,
    type: 'Annual',
    status: 'inProgress',
  });
  const path = `/inspections/${made.body.id}`;
  const [shown, loose] = [
    (await upload(by.admin, `${path}/photos`, await picture())).body,
    (await upload(by.admin, `${path}/photos`, await picture())).body,
  ];
  const changed = await by.admin.patch(
    path,
    { violations: [{ code: '907.2', description: 'No alarm', status: 'open', photos: [shown.id] }] },
    { ifMatch: 1 },
  );
  expect(changed.status).toBe(200);
  return { path, shown, loose, photo: (each: { id: string }) => `${path}/photos/${each.id}` };
}

const sizeOf = async (user: User, path: string) => {
  const { width, height, format, exif } = await sharp((await user.get(path)).bytes).metadata();
  return { width, height, format, exif };
};

describe('a photo', () => {
  test.each(['jpeg', 'png', 'webp'] as const)('sent as %s is kept as JPEG in two sizes', async (format) => {
    const { path } = await inspected();
    const bytes = await picture({ width: 3000, height: 1500 }, format);
    const made = await upload(own.admin, `${path}/photos`, bytes, `image/${format}`);
    expect(made).toMatchObject({ status: 201, body: { width: 2560, height: 1280, violation: false } });
    expect(made.headers.get('location')).toBe(`/api/v1${path}/photos/${made.body.id}`);
    const at = `${path}/photos/${made.body.id}`;
    expect(await sizeOf(own.admin, at)).toMatchObject({ width: 640, height: 320, format: 'jpeg' });
    expect(await sizeOf(own.admin, `${at}?size=full`)).toMatchObject({ width: 2560, format: 'jpeg' });
  });

  test('may come as the part "file" of a form', async () => {
    const { path } = await inspected();
    expect((await uploadForm(own.admin, `${path}/photos`, await picture())).status).toBe(201);
  });

  test('is stood upright, and keeps nothing of where and with what it was taken', async () => {
    const { path } = await inspected();
    const bytes = await sharp(await picture({ width: 200, height: 100 }))
      .withExif({ IFD0: { Artist: 'Secret' }, IFD3: { GPSLatitude: '42/1 21/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(bytes).metadata()).exif).toBeDefined();
    const { body } = await upload(own.admin, `${path}/photos`, bytes);
    for (const size of ['preview', 'full'])
      expect(await sizeOf(own.admin, `${path}/photos/${body.id}?size=${size}`)).toMatchObject({
        width: 100,
        height: 200,
        exif: undefined,
      });
  });

  test('is served so that no browser runs or keeps it', async () => {
    const { photo, shown } = await inspected();
    const { headers, status } = await own.admin.get(photo(shown));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/jpeg');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  test('stands small in the report, captioned with its violation', async () => {
    const { path } = await inspected();
    const report = await own.admin.get(`${path}/report.pdf`);
    expect((await readPdf(report.bytes)).join(' ')).toContain('Violation 1: 907.2');
    expect(Buffer.from(report.bytes).includes('/Subtype /Image')).toBe(true);
  });

  test('is logged when it is added and deleted', async () => {
    const { path, photo, loose } = await inspected();
    await own.admin.delete(photo(loose), { ifMatch: 1 });
    const actions = (await own.admin.get(`${path}/history`)).body.items.map(
      (each: { action: string }) => each.action,
    );
    expect(actions).toEqual(['deletePhoto', 'edit', 'addPhoto', 'addPhoto', 'create']);
  });

  test('goes with its inspection', async () => {
    const { path, photo, shown } = await inspected();
    const { version } = (await own.admin.get(path)).body;
    expect((await own.admin.delete(path, { ifMatch: version })).status).toBe(204);
    expect((await own.admin.get(photo(shown))).status).toBe(404);
    const { rows } = await world.sql.query('select from inspection_photo where id = $1', [shown.id]);
    expect(rows).toEqual([]);
  });
});

describe('a partner of a shared inspection', () => {
  test('sees previews of the photos that its violations refer to, and each look is logged', async () => {
    const { path, photo, shown, loose } = await inspected();
    expect((await partner.admin.get(`${path}/photos`)).body.items).toMatchObject([{ id: shown.id }]);
    expect((await partner.admin.get(photo(shown))).status).toBe(200);
    expect((await partner.admin.get(photo(loose))).status).toBe(404);
    const views = (await own.admin.get('/audit/views?kind=inspectionPhoto')).body.items;
    expect(views[0]).toMatchObject({ ids: [shown.id], viewer: { agency: { id: partner.id } } });
  });

  test('gets 403 for the full size, and for adding and deleting', async () => {
    const { path, photo, shown } = await inspected();
    for (const answer of [
      await partner.admin.get(`${photo(shown)}?size=full`),
      await upload(partner.admin, `${path}/photos`, await picture()),
      await partner.admin.delete(photo(shown), { ifMatch: 1 }),
    ])
      expect(answer).toMatchObject({ status: 403, body: { code: 'not_allowed', missing: ['own'] } });
  });

  test('sees none once the inspection is withheld or no longer in progress', async () => {
    const { path, photo, shown } = await inspected();
    await own.admin.patch(path, { withheld: true }, { ifMatch: 2 });
    for (const at of [`${path}/photos`, photo(shown), `${photo(shown)}?size=full`])
      expect((await partner.admin.get(at)).status).toBe(404);
    await own.admin.patch(path, { withheld: false, status: 'cancelled' }, { ifMatch: 3 });
    expect((await partner.admin.get(photo(shown))).status).toBe(404);
  });

  test('is seen through by X-View-As: previews, and no full size', async () => {
    const { photo, shown } = await inspected();
    const as = { headers: { 'x-view-as': partner.id } };
    expect((await own.admin.get(photo(shown), as)).status).toBe(200);
    expect((await own.admin.get(`${photo(shown)}?size=full`, as)).status).toBe(403);
  });
});

describe('nobody else', () => {
  test('learns that a photo is there', async () => {
    const { path, photo, shown } = await inspected();
    for (const answer of [
      await stranger.admin.get(photo(shown)),
      await stranger.admin.get(`${path}/photos`),
      await upload(stranger.admin, `${path}/photos`, await picture()),
      await stranger.admin.delete(photo(shown), { ifMatch: 1 }),
    ])
      expect(answer.status).toBe(404);
  });

  test('reads a photo under another inspection', async () => {
    const [one, other] = [await inspected(), await inspected()];
    expect((await own.admin.get(`${other.path}/photos/${one.shown.id}`)).status).toBe(404);
  });

  test('without the permission reads, adds or deletes one', async () => {
    const { path, photo, shown } = await inspected();
    const reader = await world.user(own, ['Fire Inspections - Read']);
    const clerk = await world.user(own, []);
    expect((await reader.get(`${photo(shown)}?size=full`)).status).toBe(200);
    expect((await upload(reader, `${path}/photos`, await picture())).status).toBe(403);
    expect((await reader.delete(photo(shown), { ifMatch: 1 })).status).toBe(403);
    expect((await clerk.get(photo(shown))).status).toBe(403);
  });

  test('makes the server read 20 MB before it has asked who it is', async () => {
    const { path } = await inspected();
    const nobody = await fetch(`${app.base}/api/v1${path}/photos`, {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body: new Uint8Array(26 * 1024 * 1024),
    }).then(
      (answer) => answer.status,
      () => 401, // the server hung up on the rest
    );
    expect(nobody).toBe(401);
  });
});

const whole = await picture({ width: 400, height: 400 });

describe('what is no photo', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
  test.each([
    ['text', Buffer.from('not a photo at all')],
    ['an SVG with a script', Buffer.from(svg)],
    ['a PDF', Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj')],
    ['a GIF', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')],
    ['a JPEG cut short', whole.subarray(0, 300)],
  ])('is 422, whatever it says it is: %s', async (_what, bytes) => {
    const { path } = await inspected();
    const answer = await upload(own.admin, `${path}/photos`, bytes);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'file', code: 'not_a_photo' }] } });
  });

  test('a small file of too many pixels is 413', async () => {
    const { path } = await inspected();
    const bomb = await sharp({
      create: { width: 12_000, height: 12_000, channels: 3, background: '#000' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9, palette: true })
      .toBuffer();
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const answer = await upload(own.admin, `${path}/photos`, bomb, 'image/png');
    expect(answer).toMatchObject({ status: 413, body: { code: 'too_large' } });
  });

  test('a file over 25 MiB is 413; another type is 415; a form without a file, or with more, is 400', async () => {
    const { path } = await inspected();
    const at = `${path}/photos`;
    expect((await upload(own.admin, at, new Uint8Array(25 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await upload(own.admin, at, await picture(), 'text/plain')).status).toBe(415);
    expect((await upload(own.admin, at, Buffer.from('{}'), 'application/json')).status).toBe(415);
    expect((await upload(own.admin, at, Buffer.from('x'), 'multipart/form-data; boundary=y')).status).toBe(
      400,
    );
    expect((await upload(own.admin, at, Buffer.alloc(0))).status).toBe(400);
    for (const names of [['text'], ['other'], ['file', 'file'], ['file', 'other']]) {
      const form = new FormData();
      for (const name of names)
        form.append(name === 'text' ? 'file' : name, name === 'text' ? 'words' : new Blob(['x']));
      expect((await own.admin.post(at, form)).status, names.join()).toBe(400);
    }
  });
});

describe('a violation', () => {
  test('refers to photos of its own inspection only', async () => {
    const [one, other] = [await inspected(), await inspected()];
    const violations = [{ description: 'Blocked exit', status: 'open', photos: [other.shown.id] }];
    const answer = await own.admin.patch(one.path, { violations }, { ifMatch: 2 });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ code: 'unknown_photo' }] } });
    const made = await own.admin.post('/inspections', { placeId: place.id, type: 'Annual', violations });
    expect(made.status).toBe(400);
  });

  test('keeps the photo it shows from being deleted', async () => {
    const { path, photo, shown } = await inspected();
    expect((await own.admin.delete(photo(shown))).status).toBe(428);
    expect((await own.admin.delete(photo(shown), { ifMatch: 1 })).status).toBe(409);
    await own.admin.patch(path, { violations: [] }, { ifMatch: 2 });
    expect((await own.admin.delete(photo(shown), { ifMatch: 1 })).status).toBe(204);
    expect((await own.admin.get(photo(shown))).status).toBe(404);
  });
});
