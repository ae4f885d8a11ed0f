import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';
import { mapped, permitFile, permitMapping, permitRow, run, upload } from './fixture.imports.ts';

const app = await startApp();
const world = await openWorld(app);

const totals = async ({ admin }: TestAgency) => ({
  permits: (await admin.get('/permits?count=exact')).body.total,
  places: (await admin.get('/places?count=exact')).body.total,
});
const permit = async ({ admin }: TestAgency, number: string) =>
  (await admin.get('/permits')).body.items.find((each: { number: string }) => each.number === number);
const rejected = async ({ admin }: TestAgency, id: string) =>
  new TextDecoder().decode((await admin.get(`/imports/${id}/rejected.csv`)).bytes);

describe('a run', () => {
  test('makes records with their places, and the change log names the person', async () => {
    const agency = await world.agency('Run FD');
    const clerk = await world.user(agency, [
      ...(['FD Permits - Read', 'FD Permits - Create', 'FD Permits - Edit'] as const),
      ...(['Addresses - Read', 'Addresses - Create'] as const),
    ]);
    const { body } = await upload(clerk, 'permit', permitFile(permitRow('1'), permitRow('2')));
    await mapped(clerk, body.id, permitMapping);
    expect(await run(clerk, body.id)).toMatchObject({
      status: 'done',
      reason: null,
      startedBy: { id: clerk.personId },
      progress: {
        rowsTotal: 2,
        rowsRead: 2,
        created: 2,
        changed: 0,
        unchanged: 0,
        rejected: 0,
        placesCreated: 1,
      },
    });
    const made = await permit(agency, '1');
    expect(made).toMatchObject({
      version: 1,
      number: '1',
      type: 'Fire Alarm',
      class: 'construction',
      status: 'issued',
      issuedOn: '2025-01-15',
      place: { addressLine: '1 Lake Street', location: { type: 'Point', coordinates: [-87.84, 42.36] } },
    });
    const log = await world.sql.query(
      'select action, kind, person_id, way, after from audit_entry where record_id = any ($1) order by id',
      [[made.id, made.place.id]],
    );
    expect(log.rows).toMatchObject([
      { action: 'import', kind: 'place', person_id: clerk.personId, way: 'ours' },
      {
        action: 'import',
        kind: 'permit',
        person_id: clerk.personId,
        way: 'inOurPlace',
        after: { number: '1' },
      },
    ]);
    const events = await world.sql.query('select type from change_event where record_id = $1', [made.id]);
    expect(events.rows).toEqual([{ type: 'record' }]);
  });

  test('a second time doubles nothing and touches nothing; of a changed file it changes what changed', async () => {
    const agency = await world.agency('Twice FD');
    const first = (await upload(agency.admin, 'permit', permitFile(permitRow('1'), permitRow('2')))).body;
    await mapped(agency.admin, first.id, permitMapping);
    await run(agency.admin, first.id);
    const before = await permit(agency, '2');
    expect((await run(agency.admin, first.id)).progress).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 2,
    });
    expect(await permit(agency, '2')).toEqual(before);
    const later = permitFile(permitRow('1', { status: 'Done' }), permitRow('2'), permitRow('3'));
    const second = (await upload(agency.admin, 'permit', later)).body;
    await mapped(agency.admin, second.id, permitMapping);
    expect((await run(agency.admin, second.id)).progress).toMatchObject({
      created: 1,
      changed: 1,
      unchanged: 1,
    });
    expect(await permit(agency, '1')).toMatchObject({ version: 2, status: 'closed' });
    expect(await permit(agency, '2')).toEqual(before);
    expect(await totals(agency)).toEqual({ permits: 3, places: 1 });
  });

  test('rejects a bad row with its reason and takes all others', async () => {
    const agency = await world.agency('Bad rows FD');
    const bad: [string[], string][] = [
      [permitRow('', {}), 'no Permit No'],
      [
        permitRow('n1', { status: 'Lost' }),
        'State of it "Lost" is not known: it may be applied, issued, expired, revoked, denied, closed; say what it becomes',
      ],
      [
        permitRow('n2', { issued: '2/30/2025' }),
        'Issued "2/30/2025" is not a date (MM/DD/YYYY): choose how its dates are written',
      ],
      [permitRow('n3', { lat: 'north' }), 'coordinates "north, -87.84" are not decimal degrees'],
      [permitRow('n4', { lat: '99' }), 'the point 99, -87.84 lies outside the world'],
      [permitRow('n5', { address: ' ' }), 'no Address'],
      [permitRow('n6', { remarks: 'x'.repeat(4001) }), 'Remarks has 4001 characters and may have 4000'],
      [permitRow('n7', { remarks: 'y'.repeat(1_100_000) }), 'is longer than 1048576 characters'],
      [permitRow('good'), 'Permit No good is on line 2 already'],
    ] as never;
    const lines = [permitRow('good'), ...bad.map(([row]) => row), permitRow('last', { remarks: '=1+1' })];
    const text = `${permitFile(...lines)}\n"a"b,broken quote\n`;
    const { body } = await upload(agency.admin, 'permit', text);
    await mapped(agency.admin, body.id, permitMapping);
    const done = await run(agency.admin, body.id);
    expect(done.progress).toMatchObject({ rowsRead: lines.length + 1, created: 2, rejected: bad.length + 1 });
    const table = await rejected(agency, body.id);
    for (const [, reason] of bad) expect(table).toContain(`"${reason.replaceAll('"', '""')}"`);
    expect(table).toContain('a quote ("") stands where none may');
    expect(table.split('\r\n')[0]).toBe(
      '"rejected_line","rejected_reason","Permit No","Kind","Class","State of it","Issued","Address","Town","Lat","Lon","Remarks","rejected_rest"',
    );
  });

  test('gives rejected rows so that no spreadsheet runs them, and takes the corrected file again', async () => {
    const agency = await world.agency('Formula FD');
    const { body } = await upload(
      agency.admin,
      'permit',
      permitFile(permitRow('1', { status: '=cmd()', type: '-2+3' })),
    );
    await mapped(agency.admin, body.id, permitMapping);
    await run(agency.admin, body.id);
    const table = await rejected(agency, body.id);
    expect(table).toContain(`"'=cmd()"`);
    expect(table).toContain(`"'-2+3"`);
    const again = await upload(agency.admin, 'permit', table.replace("'=cmd()", 'Active'));
    await mapped(agency.admin, again.body.id, permitMapping);
    expect((await run(agency.admin, again.body.id)).progress).toMatchObject({ created: 1, rejected: 0 });
    expect((await permit(agency, '1')).type).toBe('-2+3');
  });

  test('makes no places where the mapping says so', async () => {
    const agency = await world.agency('Match FD');
    await world.place(agency, { addressLine: '1 lake street', city: 'Waukegan', state: 'IL' });
    const { body } = await upload(
      agency.admin,
      'permit',
      permitFile(permitRow('1'), permitRow('2', { address: '9 Oak' })),
    );
    await mapped(agency.admin, body.id, { ...permitMapping, newPlaces: false });
    const done = await run(agency.admin, body.id);
    expect(done.progress).toMatchObject({ created: 1, rejected: 1, placesCreated: 0 });
    expect(await rejected(agency, body.id)).toContain('the agency has no place at 9 Oak');
  });

  test('gives the next numbers of the series to records that bring none', async () => {
    const agency = await world.agency('Series FD');
    const { body } = await upload(agency.admin, 'permit', permitFile(permitRow('1'), permitRow('2')));
    const fields = permitMapping.fields.filter(({ field }) => field !== 'number');
    await mapped(agency.admin, body.id, { ...permitMapping, fields });
    await run(agency.admin, body.id);
    const numbers = (await agency.admin.get('/permits?sort=number')).body.items.map(
      (each: { number: string }) => each.number,
    );
    expect(numbers).toEqual([
      expect.stringMatching(/^P-\d{4}-0001$/),
      expect.stringMatching(/^P-\d{4}-0002$/),
    ]);
  });
});
