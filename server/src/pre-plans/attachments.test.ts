import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { drawnPdf } from '../../test/documents.ts';
import { picture, upload } from '../../test/upload.ts';
import { openWorld, type TestAgency, type User } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const [own, partner, reader, stranger] = [
  await world.agency('Own FD'),
  await world.agency('Partner FD'),
  await world.agency('Reader FD'),
  await world.agency('Stranger FD', { county: '17031' }),
];
await world.grant(own, partner, { prePlans: 'edit', address: 'view' });
await world.grant(own, reader, { prePlans: 'view', address: 'view' });

async function planned(owner: TestAgency = own, status = 'published') {
  const place = await world.place(owner);
  const { body } = await owner.admin.post('/pre-plans', {
    placeId: place.id,
    sections: { identity: { name: 'Lincoln School' } },
    status,
  });
  return `/pre-plans/${body.id}`;
}

const add = (user: User, plan: string, bytes: Uint8Array, type = 'image/jpeg') =>
  upload(user, `${plan}/attachments`, bytes, type);
const added = async (user: User, plan: string, bytes?: Uint8Array, type?: string) => {
  const answer = await add(user, plan, bytes ?? (await picture()), type);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return { id: answer.body.id as string, at: `${plan}/attachments/${answer.body.id}`, body: answer.body };
};

describe('an attachment of a pre-plan', () => {
  test('is a photo, upright, without where and with what it was taken', async () => {
    const plan = await planned();
    const bytes = await sharp(await picture({ width: 4000, height: 2000 }))
      .withExif({ IFD0: { Artist: 'Secret' }, IFD3: { GPSLatitude: '42/1 21/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const { at, body } = await added(own.admin, plan, bytes);
    expect(body).toMatchObject({
      type: 'image/jpeg',
      category: 'photo',
      width: 1280,
      height: 2560,
      pages: 1,
    });
    for (const [size, height] of [
      ['preview', 1600],
      ['original', 2560],
    ] as const) {
      const { bytes: sent } = await own.admin.get(`${at}?size=${size}`);
      const data = await sharp(sent).metadata();
      expect([data.height, data.exif, data.format]).toEqual([height, undefined, 'jpeg']);
    }
  });

  test("is a PDF, whose preview shows its first page in the page's colors", async () => {
    const { at, body } = await added(
      own.admin,
      await planned(),
      await drawnPdf({ pages: 3 }),
      'application/pdf',
    );
    expect(body).toMatchObject({ type: 'application/pdf', category: 'other', pages: 3 });
    const preview = await own.admin.get(at);
    const { data, info } = await sharp(preview.bytes).raw().toBuffer({ resolveWithObject: true });
    expect(Math.max(info.width, info.height)).toBe(1600);
    const middle = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels;
    expect([data[middle]! > 180, data[middle + 1]! < 80, data[middle + 2]! < 80]).toEqual([true, true, true]);
    const original = await own.admin.get(`${at}?size=original`);
    expect(original.headers.get('content-type')).toBe('application/pdf');
    expect(original.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(original.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(original.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('has a caption, category, side, floor and order, each change against its version, all in the log', async () => {
    const plan = await planned();
    const [one, two] = [await added(own.admin, plan), await added(own.admin, plan)];
    const change = { caption: 'FDC', category: 'sitePlan', side: 'B', floor: '2', position: 9 };
    expect((await own.admin.patch(one.at, change)).status).toBe(428);
    expect((await own.admin.patch(one.at, change, { ifMatch: 1 })).body).toMatchObject({
      ...change,
      version: 2,
    });
    expect((await own.admin.patch(one.at, { caption: 'x' }, { ifMatch: 1 })).status).toBe(412);
    const { items } = (await own.admin.get(`${plan}/attachments`)).body;
    expect(items.map((each: { id: string }) => each.id)).toEqual([two.id, one.id]);
    expect((await own.admin.delete(two.at, { ifMatch: 1 })).status).toBe(204);
    expect((await own.admin.get(two.at)).status).toBe(404);
    const history = (await own.admin.get(`${plan}/history`)).body.items.map((each: { after: unknown }) =>
      JSON.stringify(each.after),
    );
    expect(history.join()).toMatch(/deleted.*changed.*added/s);
  });

  test('goes with its plan', async () => {
    const plan = await planned();
    const { id } = await added(own.admin, plan);
    expect((await own.admin.delete(plan, { ifMatch: 1 })).status).toBe(204);
    const { rows } = await world.sql.query('select from pre_plan_attachment where id = $1', [id]);
    expect(rows).toEqual([]);
  });
});

describe('a partner', () => {
  test('reads previews of a published plan, never originals, and each look is logged', async () => {
    const plan = await planned();
    const { id, at } = await added(own.admin, plan);
    expect((await reader.admin.get(`${plan}/attachments`)).body.items).toMatchObject([{ id }]);
    expect((await reader.admin.get(at)).status).toBe(200);
    const full = await reader.admin.get(`${at}?size=original`);
    expect(full).toMatchObject({ status: 403, body: { code: 'not_allowed', missing: ['own'] } });
    const views = (await own.admin.get('/audit/views?kind=prePlanAttachment')).body.items;
    expect(views[0]).toMatchObject({ ids: [id], viewer: { agency: { id: reader.id } } });
  });

  test('sees none of a draft, nor of a plan that was withheld', async () => {
    const draft = await planned(own, 'draft');
    const hidden = await added(own.admin, draft);
    const plan = await planned();
    const { at } = await added(own.admin, plan);
    await own.admin.patch(plan, { withheld: true }, { ifMatch: 1 });
    for (const path of [`${draft}/attachments`, hidden.at, `${plan}/attachments`, at])
      expect((await reader.admin.get(path)).status, path).toBe(404);
  });

  test('with View Only adds, changes and deletes nothing', async () => {
    const plan = await planned();
    const { at } = await added(own.admin, plan);
    for (const answer of [
      await add(reader.admin, plan, await picture()),
      await reader.admin.patch(at, { caption: 'x' }, { ifMatch: 1 }),
      await reader.admin.delete(at, { ifMatch: 1 }),
    ])
      expect(answer).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  });

  test('with Can Make Changes adds, and changes what it added; the owner is told, and alone deletes', async () => {
    const plan = await planned();
    const [theirs, mine] = [await added(own.admin, plan), await added(partner.admin, plan)];
    expect((await partner.admin.patch(mine.at, { caption: 'Gate' }, { ifMatch: 1 })).status).toBe(200);
    expect((await partner.admin.patch(theirs.at, { caption: 'x' }, { ifMatch: 1 })).status).toBe(403);
    expect((await partner.admin.delete(mine.at, { ifMatch: 2 })).status).toBe(403);
    const notices = JSON.stringify((await own.admin.get('/notices')).body);
    expect(notices).toContain('added an attachment to the pre-plan of');
    const by = (await reader.admin.get(`${plan}/attachments`)).body.items.map(
      (each: { by: unknown }) => each.by,
    );
    expect(by, 'another partner is not named').toEqual([expect.objectContaining({ id: own.id }), null]);
    expect((await own.admin.delete(mine.at, { ifMatch: 2 })).status).toBe(204);
  });

  test('adds nothing where the owner approves edits first', async () => {
    const cautious = await world.agency('Cautious FD');
    await world.grant(cautious, partner, { prePlans: 'edit', address: 'view' });
    await world.sql.query("update agency set partner_pre_plan_edits = 'suggest' where id = $1", [
      cautious.id,
    ]);
    const plan = await planned(cautious);
    expect((await add(partner.admin, plan, await picture())).status).toBe(403);
    expect((await cautious.admin.get(`${plan}/attachments`)).body.items).toEqual([]);
  });
});

describe('nobody else', () => {
  test('learns that an attachment is there', async () => {
    const plan = await planned();
    const { at } = await added(own.admin, plan);
    for (const answer of [
      await stranger.admin.get(at),
      await stranger.admin.get(`${plan}/attachments`),
      await add(stranger.admin, plan, await picture()),
      await stranger.admin.patch(at, { caption: 'x' }, { ifMatch: 1 }),
      await stranger.admin.delete(at, { ifMatch: 1 }),
    ])
      expect(answer.status).toBe(404);
  });

  test('reads an attachment under another plan', async () => {
    const [one, other] = [await planned(), await planned()];
    const { id } = await added(own.admin, one);
    expect((await own.admin.get(`${other}/attachments/${id}`)).status).toBe(404);
  });

  test('without Publish changes the attachments of a published plan; those of a draft they do', async () => {
    const editor = await world.user(own, ['Pre-Plans - Read', 'Pre-Plans - Edit']);
    const plan = await planned();
    const answer = await add(editor, plan, await picture());
    expect(answer).toMatchObject({ status: 403, body: { missing: ['Pre-Plans - Publish'] } });
    expect((await add(editor, await planned(own, 'draft'), await picture())).status).toBe(201);
  });
});
