/** Bad bodies: bytes, JSON, fields, types, sizes. */
import { describe, expect, test } from 'vitest';
import { startApp } from './app.ts';
import { type expectProblem, expectRefused, kinds, send, setScene } from './bad-input.fixture.ts';
import { openWorld } from './world.ts';

const app = await startApp();
const world = await openWorld(app);
const { own, ids, fresh } = await setScene(world);
const nobodys = '01890000-0000-7000-8000-000000000000';
const invalid = { status: 400, code: 'invalid' } as const;
const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const wide = ' '.repeat(200);

describe.each(kinds)('%s', (kind) => {
  const path = `/${kind}/${ids[kind]}`;
  const post = (body: unknown) => own.admin.post(`/${kind}`, body);
  const patch = (body: unknown) => own.admin.patch(path, body, { ifMatch: 1 });
  /** Both ways in for a body. */
  const refuseBoth = async (body: unknown, refusal: Parameters<typeof expectProblem>[1]) => {
    const whole = typeof body === 'string' ? body : { ...fresh(kind), ...(body as object) };
    await expectRefused(world, () => post(whole), refusal);
    await expectRefused(world, () => patch(body), refusal);
  };

  test.each([
    'id',
    'version',
    'agency',
    'agencyId',
    'access',
    'createdAt',
    'updatedAt',
    'createdBy',
    'created_by',
    'owner_id',
    'author_id',
    'scope_id',
    'role',
    'epoch',
    'isAdmin',
    'place',
    ' notes',
    'Notes',
  ])('a field that is unknown or cannot be set is named: %s', async (field) => {
    await refuseBoth({ [field]: nobodys }, { ...invalid, path: field, fault: 'additionalProperties' });
  });

  test.each([
    ['__proto__', '{"__proto__":{"isAdmin":true}}'],
    ['notes.__proto__', '{"notes":{"__proto__":{"isAdmin":true}}}'],
    ['constructor', '{"constructor":{"prototype":{"isAdmin":true}}}'],
  ])('a prototype key is refused: %s', async (field, text) => {
    await refuseBoth(text, { ...invalid, path: field, fault: 'forbidden_key' });
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  test.each([
    'application/json\ta',
    'application/json a',
    'application/jsonx',
    'application/json; charset=latin1',
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
  ])('a body of another type is 415: %s', async (type) => {
    const asking = { ifMatch: 1, headers: { 'content-type': type } };
    const refusal = { status: 415, code: 'unsupported_type' };
    await expectRefused(world, () => own.admin.post(`/${kind}`, fresh(kind), asking), refusal);
    await expectRefused(world, () => own.admin.patch(path, { notes: 'x' }, asking), refusal);
  });

  test('a merge-patch makes no record', async () => {
    const asking = { headers: { 'content-type': 'application/merge-patch+json' } };
    await expectRefused(world, () => own.admin.post(`/${kind}`, fresh(kind), asking), {
      status: 415,
      code: 'unsupported_type',
    });
  });

  test.each([
    ['', 'not_json'],
    ['{', 'not_json'],
    ['{"notes":}', 'not_json'],
    ['{"notes":"x",}', 'not_json'],
    ["{'notes':'x'}", 'not_json'],
    ['{"notes":NaN}', 'not_json'],
    ['\ufeff{"notes":"x"}', 'not_json'],
    ['null', 'type'],
    ['[]', 'type'],
    ['"x"', 'type'],
    ['1', 'type'],
  ])('a body that is no JSON object is refused: %j', async (text, fault) => {
    await refuseBoth(text, { ...invalid, path: 'body', fault });
  });

  test.each([
    ['plainly', '{"notes":"a","notes":"b"}'],
    ['by an escape', '{"notes":"a","\\u006eotes":"b"}'],
    ['far from its colon', `{"notes"${wide}:"a","notes":"b"}`],
    ['both far, on another line', `{"notes"\n\t${wide}:"a", "notes"${wide}: "b"}`],
  ])('a JSON key that is there twice is refused, not mended: %s', async (_what, text) => {
    await refuseBoth(text, { ...invalid, path: 'notes', fault: 'duplicate_key' });
  });

  test.each([
    ['33 levels of objects', nested(33)],
    ['200 levels of objects', nested(200)],
    ['200 levels of lists', `{"notes":${'['.repeat(200)}${']'.repeat(200)}}`],
    ['20,000 levels', nested(20_000)],
  ])('JSON nested deeper than 32 is refused: %s', async (_what, text) => {
    await refuseBoth(text, { ...invalid, fault: 'too_deep' });
  });

  test('a body over 1 MiB is 413, and a list of 100,000 is refused', async () => {
    const refusal = { status: 413, code: 'too_large', says: /1 MiB/ };
    await expectRefused(world, () => post({ ...fresh(kind), notes: 'x'.repeat(1024 * 1024) }), refusal);
    await expectRefused(world, () => patch({ notes: 'x'.repeat(2 * 1024 * 1024) }), refusal);
    const field = kind === 'inspections' ? 'checklist' : 'notes';
    await refuseBoth({ [field]: Array(100_000).fill(0) }, { ...invalid, path: field });
  });

  test.each([
    ['NUL', '{"notes":"a\\u0000b"}'],
    ['a raw NUL', '{"notes":"a\u0000b"}'],
    ['a lone high surrogate', '{"notes":"\\ud800"}'],
    ['a lone low surrogate', '{"notes":"x\\udc00"}'],
    ['a key with NUL', '{"a\\u0000b":1}'],
  ])('text that cannot be stored is refused: %s', async (_what, text) => {
    await refuseBoth(text, invalid);
  });

  test('bytes that are no UTF-8 are refused, not replaced', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"notes":"a'),
      Buffer.from([0xff, 0xc3, 0x28]),
      Buffer.from('b"}'),
    ]);
    const headers = { 'if-match': '"1"' };
    await expectRefused(world, () => send(app.base, own.admin, 'PATCH', path, bytes, headers), {
      ...invalid,
      path: 'body',
    });
  });

  test('1 MB of combining marks is refused, a few of them and a right-to-left mark are kept as they are', async () => {
    await refuseBoth({ notes: `a${'\u0301'.repeat(500_000)}` }, { ...invalid, path: 'notes' });
    const text = 'a\u0301\u0302 \u202edlrow\u202c 🚒 =HYPERLINK("http://x","y") <img src=x onerror=alert(1)>';
    const made = await post({ ...fresh(kind), notes: text });
    expect(made.body.notes).toBe(text);
    expect((await own.admin.get(`/${kind}/${made.body.id}`)).body.notes).toBe(text);
  });
});
