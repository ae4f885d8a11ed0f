import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { openSheets } from '../../test/sheets.ts';
import type { Answer, User } from '../../test/world.ts';

const { world, saveUser } = await openSheets();
const [own, partner] = [await world.agency('Own FD'), await world.agency('Partner FD')];
await saveUser(own, [{ partnerId: partner.id, levels: { permits: 'view' } }]);
const place = await world.place(own);
const permit = (
  await own.admin.post('/permits', {
    placeId: place.id,
    type: 'Tent',
    class: 'operational',
    description: '=HYPERLINK("http://x")',
  })
).body;
await partner.admin.get(`/permits/${permit.id}`);
await partner.admin.get('/permits');

const tableOf = (answer: Answer): Record<string, string>[] =>
  parse(new TextDecoder().decode(answer.bytes), { columns: true });
const rowsOf = async (user: User, path: string) => {
  const answer = await user.get(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  return tableOf(answer);
};
const listed = async (path: string) => (await own.admin.get(path)).body.items as Answer['body'][];

describe('the change log as a file', () => {
  test('has what the list has, under the same filters', async () => {
    for (const query of [
      '',
      '?kind=permit',
      '?action=share',
      `?record=${place.id}`,
      `?user=${own.admin.personId}`,
      `?agency=${partner.id}`,
      '?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z',
    ]) {
      const items = await listed(`/audit${query}`);
      const rows = await rowsOf(own.admin, `/audit.csv${query}`);
      const known = rows.filter((row) => items.some((item) => item.id === row.id));
      expect(
        known.map((row) => row.id),
        query,
      ).toEqual(items.map((item) => item.id));
      // The exports themselves are in the log by now; nothing else is.
      expect(rows.filter((row) => !known.includes(row) && row.action !== 'export')).toEqual([]);
    }
  });

  test('has no cell that a spreadsheet runs', async () => {
    await own.admin.patch(`/permits/${permit.id}`, { notes: '@SUM(1)' }, { ifMatch: 1 });
    await own.admin.post('/admin/users', { name: '=cmd()', email: 'evil@own.example.org', roles: [] });
    await world.sql.query("update person set name = '=1+1' where id = $1", [own.admin.personId]);
    const rows = await rowsOf(own.admin, '/audit.csv');
    expect(rows.some((row) => row.user === "'=1+1")).toBe(true);
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  test('is logged as taken out, with what was asked for', async () => {
    await rowsOf(own.admin, '/audit.csv?kind=permit');
    const [entry] = await listed('/audit?action=export');
    expect(entry).toMatchObject({ kind: 'changeLog', after: { filter: { kind: 'permit' } } });
  });

  test('runs over a thousand entries without losing or doubling one', async () => {
    const big = await world.agency('Big FD');
    await world.sql.query(
      `insert into audit_entry (agency_id, action, kind) select $1, 'edit', 'permit' from generate_series(1, 2500)`,
      [big.id],
    );
    const rows = await rowsOf(big.admin, '/audit.csv?action=edit');
    expect(new Set(rows.map((row) => row.id)).size).toBe(2500);
    expect(rows).toHaveLength(2500);
  });

  test('is the own agency’s, for who holds Admin - Audit, and knows no page', async () => {
    const rows = await rowsOf(partner.admin, '/audit.csv');
    expect(rows.map((row) => row.kind)).toEqual(['changeLog']);
    const clerk = await world.user(own, ['Admin - Users']);
    for (const path of ['/audit.csv', '/audit/views.csv']) {
      expect((await clerk.get(path)).status).toBe(403);
      expect((await own.admin.get(`${path}?limit=5`)).status).toBe(400);
    }
  });
});

describe('partners’ views', () => {
  test('are filtered by partner, person, kind, record and how', async () => {
    const count = async (query: string) => (await listed(`/audit/views?${query}`)).length;
    expect(await count(`agency=${partner.id}`)).toBe(2);
    expect(await count(`user=${partner.admin.personId}`)).toBe(2);
    expect(await count(`user=${own.admin.personId}`)).toBe(0);
    expect(await count(`record=${permit.id}&how=read`)).toBe(1);
    expect(await count('how=list')).toBe(1);
    expect((await own.admin.get('/audit/views?how=never')).status).toBe(400);
  });

  test('are the same as a file, and that it was taken is logged', async () => {
    const rows = await rowsOf(own.admin, '/audit/views.csv?how=read');
    expect(rows).toEqual([
      expect.objectContaining({
        agency: 'Partner FD',
        kind: 'permit',
        how: 'read',
        ids: permit.id,
        records: '1',
      }),
    ]);
    expect((await listed('/audit?action=export'))[0]).toMatchObject({ kind: 'partnerViews' });
    expect(await rowsOf(partner.admin, '/audit/views.csv')).toEqual([]);
  });
});
