import { send } from '../client.ts';
import { remark, settle } from '../findings.ts';
import type { Json } from '../json.ts';
import { type Bench, guard, readVersion, refuse, writePermit } from './bench.ts';

function nest(depth: number): string {
  return `${'['.repeat(depth)}1${']'.repeat(depth)}`;
}

async function refuseFields(bench: Bench): Promise<void> {
  const ifMatch = await readVersion(bench, bench.permit);
  await refuse(bench, 'POST', '/permits', { body: writePermit(bench, { nonsense: 1 }) }, 400, {
    errors: true,
  });
  await refuse(bench, 'PATCH', bench.permit, { body: { nonsense: 1 }, ifMatch }, 400, { errors: true });
  const note = 'the body comes before the version';
  await refuse(bench, 'PATCH', bench.permit, { body: { nonsense: 1 } }, 400, { errors: true, note });
  await refuse(bench, 'PATCH', bench.permit, { body: { nonsense: 1 }, ifMatch: ifMatch + 9 }, 400, { note });
  const fixed: Json = {
    id: '01890000-0000-7000-8000-000000000005',
    version: 99,
    createdAt: '2020-01-01T00:00:00Z',
    updatedAt: '2020-01-01T00:00:00Z',
    agency: { id: bench.stage.b.id },
    access: { relation: 'own', via: 'x', can: ['view'] },
  };
  for (const [name, value] of Object.entries(fixed)) {
    for (const path of [bench.permit, bench.inspection, bench.place]) {
      const version = await readVersion(bench, path);
      await refuse(bench, 'PATCH', path, { body: { [name]: value }, ifMatch: version }, 400, {
        errors: true,
      });
    }
    await refuse(bench, 'POST', '/permits', { body: writePermit(bench, { [name]: value }) }, 400);
  }
  for (const name of ['__proto__', 'constructor', 'prototype']) {
    const raw = `{"${name}":{"description":"polluted"}}`;
    await refuse(bench, 'PATCH', bench.permit, { raw, ifMatch }, 400);
    const whole = JSON.stringify(writePermit(bench)).replace(/}$/, `,"${name}":{"number":"X"}}`);
    await refuse(bench, 'POST', '/permits', { raw: whole }, 400);
  }
}

async function refuseValues(bench: Bench): Promise<void> {
  const ifMatch = await readVersion(bench, bench.permit);
  const values: Json[] = [
    { description: 7 },
    { description: 'a\u0000b' },
    { description: 'x'.repeat(900_000) },
    { status: 'nonsense' },
    { status: null },
    { class: 'other' },
    { type: '' },
    { issuedOn: '2025-02-30' },
    { issuedOn: 'yesterday' },
    { issuedOn: '2025-01-01T00:00:00Z' },
    { withheld: 'yes' },
    { number: ['A'] },
  ];
  for (const body of values) {
    await refuse(bench, 'PATCH', bench.permit, { body, ifMatch }, 400, { errors: true });
    if (!('withheld' in body))
      await refuse(bench, 'POST', '/permits', { body: writePermit(bench, body) }, 400);
  }
  const surrogate = '{"description":"\\ud800 alone"}';
  await refuse(bench, 'PATCH', bench.permit, { raw: surrogate, ifMatch }, 400);
  const version = await readVersion(bench, bench.place);
  const places: Json[] = [
    { location: { type: 'Point', coordinates: [200, 10] } },
    { location: { type: 'Point', coordinates: [10, 95] } },
    { location: { type: 'Point', coordinates: [10] } },
    { location: { type: 'Polygon', coordinates: [] } },
    { location: null },
    { addressLine: '' },
    { stories: 'many' },
    { name: 'a\u0000b' },
  ];
  for (const body of places) {
    await refuse(bench, 'PATCH', bench.place, { body, ifMatch: version }, 400, { errors: true });
  }
  await refuse(bench, 'POST', '/places', { body: {} }, 400, { errors: true });
  await refuse(bench, 'POST', '/permits', { body: {} }, 400, { errors: true });
  const many = Array.from({ length: 20_000 }, (_, at) => `p${at}@example.com`);
  await refuse(bench, 'POST', `${bench.inspection}/email`, { body: { to: many } }, 400);
  await refuse(bench, 'POST', `${bench.inspection}/email`, { body: { to: [] } }, 400);
  await refuse(
    bench,
    'POST',
    `${bench.inspection}/email`,
    { body: { to: ['a@b.example\r\nBcc: c@d.example'] } },
    400,
  );
}

async function refuseJson(bench: Bench): Promise<void> {
  const ifMatch = await readVersion(bench, bench.permit);
  const raws = ['', '{', '{"description":}', 'null', '[]', '"text"', '7', '{"description":"a"}}', '\u0000'];
  for (const raw of raws) {
    await refuse(bench, 'PATCH', bench.permit, { raw, ifMatch }, 400, { note: JSON.stringify(raw) });
    await refuse(bench, 'POST', '/permits', { raw }, 400, { note: JSON.stringify(raw) });
  }
  for (const depth of [33, 100, 5000, 100_000]) {
    const raw = `{"description":${nest(depth)}}`;
    await refuse(bench, 'PATCH', bench.permit, { raw, ifMatch }, 400, { note: `${depth} deep` });
    await refuse(bench, 'POST', '/permits', { raw }, 400, { note: `${depth} deep` });
  }
  const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
  await refuse(bench, 'PATCH', bench.permit, { raw: bytes, ifMatch }, 400, { note: 'not UTF-8' });
}

async function surviveDoubles(bench: Bench): Promise<void> {
  const ifMatch = await readVersion(bench, bench.permit);
  const raw = '{"description":"As it was","description":"As it was"}';
  const reply = await send(bench.client, 'PATCH', bench.permit, { raw, ifMatch });
  const calm = [200, 400].includes(reply.status);
  settle(bench.findings, calm, `${reply.call} ${raw}`, '400, or the last one counts', reply.text);
  if (reply.status === 200) remark(bench.findings, 'a repeated JSON key is taken');
}

/** Bad bodies: unknown and fixed fields, bad values, text that is no JSON. */
export async function checkBadBodies(bench: Bench): Promise<void> {
  await guard(bench, 'fields', () => refuseFields(bench));
  await guard(bench, 'values', () => refuseValues(bench));
  await guard(bench, 'JSON', () => refuseJson(bench));
  await surviveDoubles(bench);
}
