import { describe, expect, test } from 'vitest';
import { clientSheet, nobodysId, noClientLevels, openSheets } from '../../test/sheets.ts';

const { world, clientRow, saveClient, told } = await openSheets();
const pair = async (name: string) =>
  [await world.agency(`${name} East`), await world.agency(`${name} West`)] as const;

describe('saving a row', () => {
  test('stores the levels that are named and leaves the others as they are', async () => {
    const [a, b] = await pair('Some');
    const first = await saveClient(a, b, { levels: { hydrants: 'edit', command: 'transfer' } });
    expect(first.status).toBe(200);
    expect(first.body).toEqual({ ...(await clientRow(a, b)), version: 1 });
    expect(first.headers.get('etag')).toBe('"1"');
    const second = await saveClient(a, b, { levels: { command: 'view', messaging: 'exchange' } });
    expect(second.body).toMatchObject({
      version: 2,
      inForce: true,
      levels: { ...noClientLevels, hydrants: 'edit', command: 'view', messaging: 'exchange' },
    });
  });

  test('of what is there already answers 200 and counts no version', async () => {
    const [a, b] = await pair('Same');
    expect((await saveClient(a, b, { levels: noClientLevels })).body.version).toBe(0);
    await saveClient(a, b, { levels: { hydrants: 'view' }, endsAt: '2999-01-01T00:00:00Z' });
    const again = await saveClient(a, b, {
      levels: { hydrants: 'view' },
      endsAt: '2999-01-01T01:00:00+01:00',
    });
    expect([again.status, again.body.version]).toEqual([200, 1]);
    const { rows } = await world.sql.query('select from audit_entry where agency_id = $1', [a.id]);
    expect(rows).toHaveLength(1);
  });

  test('needs If-Match, and refuses a version that somebody outran', async () => {
    const [a, b] = await pair('Versions');
    const path = `${clientSheet}/${b.id}`;
    const body = { levels: { hydrants: 'view' } };
    expect((await a.admin.put(path, body)).body).toMatchObject({
      status: 428,
      code: 'precondition_required',
    });
    expect((await a.admin.put(path, body, { ifMatch: 1 })).body).toMatchObject({
      status: 412,
      code: 'stale',
      version: 0,
    });
    expect((await a.admin.put(path, body, { ifMatch: 0 })).status).toBe(200);
    const late = await a.admin.put(path, { levels: { hydrants: 'edit' } }, { ifMatch: 0 });
    expect(late.body).toMatchObject({ status: 412, code: 'stale', version: 1 });
    expect((await clientRow(a, b)).levels.hydrants).toBe('view');
  });

  test('for an agency that is not on the sheet is 404, whoever it is and whatever the body says', async () => {
    const own = await world.agency('Here', { county: '55021' });
    const far = await world.agency('There', { county: '55023' });
    for (const id of [far.id, own.id, nobodysId, 'no-id']) {
      const answer = await own.admin.put(`${clientSheet}/${id}`, 'not json', { ifMatch: 0 });
      expect([id, answer.status, answer.body.code]).toEqual([id, 404, 'not_found']);
    }
  });

  test('of a module or level that does not exist is 400 and names those that do', async () => {
    const [a, b] = await pair('Unknown');
    const refused = await saveClient(a, b, { levels: { permits: 'view', communityConnect: 'edit' } });
    expect(refused.body).toMatchObject({ status: 400, code: 'invalid' });
    expect(refused.body.errors).toEqual([
      {
        path: 'levels.permits',
        message: expect.stringContaining('prePlans, hydrants, communityConnect'),
        code: 'enum',
      },
      { path: 'levels.communityConnect', message: 'must be one of none, view', code: 'enum' },
    ]);
    expect((await saveClient(a, b, { levels: {}, color: 'red' })).status).toBe(400);
    expect((await saveClient(a, b, {})).status).toBe(400);
    expect((await clientRow(a, b)).version).toBe(0);
  });
});

describe('Pre-Plans without Address', () => {
  const fix = 'Set Address to View Only before sharing Pre-Plans.';

  test('is refused with the fix, and nothing of that save is stored', async () => {
    const [a, b] = await pair('Bare');
    for (const prePlans of ['view', 'edit']) {
      const answer = await saveClient(a, b, { levels: { prePlans, hydrants: 'view' } });
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({
        code: 'unmet_requirement',
        detail: fix,
        missing: [{ partnerId: b.id, module: 'address', level: 'view' }],
        errors: [{ path: 'levels.prePlans', message: fix }],
      });
    }
    expect(await clientRow(a, b)).toMatchObject({ version: 0, levels: noClientLevels });
  });

  test('cannot come about by lowering Address either', async () => {
    const [a, b] = await pair('Lowered');
    expect((await saveClient(a, b, { levels: { prePlans: 'view', address: 'view' } })).status).toBe(200);
    const answer = await saveClient(a, b, { levels: { address: 'none' } });
    expect(answer.body).toMatchObject({ status: 422, detail: fix, errors: [{ path: 'levels.prePlans' }] });
    expect((await clientRow(a, b)).levels).toMatchObject({ prePlans: 'view', address: 'view' });
    expect((await saveClient(a, b, { levels: { address: 'none', prePlans: 'none' } })).status).toBe(200);
  });

  test('is told before the version is', async () => {
    const [a, b] = await pair('Order');
    const answer = await a.admin.put(`${clientSheet}/${b.id}`, { levels: { prePlans: 'view' } });
    expect(answer.status).toBe(422);
  });
});

describe('a row’s dates', () => {
  test('are kept, shown in UTC, and gone with a save that does not name them', async () => {
    const [a, b] = await pair('Dated');
    const dates = { startsAt: '2026-01-01T00:00:00-06:00', endsAt: '2999-01-01T00:00:00Z' };
    expect((await saveClient(a, b, { levels: { hydrants: 'view' }, ...dates })).body).toMatchObject({
      inForce: true,
      startsAt: '2026-01-01T06:00:00.000Z',
      endsAt: '2999-01-01T00:00:00.000Z',
    });
    const undated = (await saveClient(a, b, { levels: {}, startsAt: null })).body;
    expect(undated).toMatchObject({ version: 2, levels: { hydrants: 'view' } });
    expect(undated).not.toHaveProperty('startsAt');
    expect(undated).not.toHaveProperty('endsAt');
  });

  test('say why a row is not in force, in the agency’s own time', async () => {
    const [a, b] = await pair('Paused');
    const later = await saveClient(a, b, { levels: { hydrants: 'view' }, startsAt: '2999-07-01T12:00:00Z' });
    expect(later.body).toMatchObject({
      inForce: false,
      why: expect.stringMatching(/^It starts on Jul 1, 2999, 8:00 AM EDT/),
    });
    const over = await saveClient(a, b, { levels: { hydrants: 'view' }, endsAt: '2020-07-01T12:00:00Z' });
    expect(over.body).toMatchObject({
      inForce: false,
      why: expect.stringMatching(/^It ended on Jul 1, 2020, 8:00 AM EDT/),
    });
    expect(over.body.why).toContain('an administrator of Paused East can set a later end');
  });

  test('that end before or when they start, or are no times, are 400 and store nothing', async () => {
    const [a, b] = await pair('Backwards');
    const save = (dates: object) => saveClient(a, b, { levels: { hydrants: 'view' }, ...dates });
    const crossed = await save({ startsAt: '2030-01-02T00:00:00Z', endsAt: '2030-01-01T00:00:00Z' });
    expect(crossed.body).toMatchObject({
      status: 400,
      errors: [{ path: 'endsAt', code: 'end_before_start' }],
    });
    for (const dates of [
      { startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-01T00:00:00Z' },
      { startsAt: '0000-01-01T00:00:00Z' },
      { endsAt: '9999-12-31T23:59:59-12:00' },
      { endsAt: '2030-06-30T23:59:60Z' },
      { endsAt: '2030-02-30T00:00:00Z' },
      { endsAt: 'tomorrow' },
      { endsAt: 5 },
    ])
      expect([dates, (await save(dates)).status]).toEqual([dates, 400]);
    expect((await clientRow(a, b)).version).toBe(0);
  });
});

describe('every save', () => {
  test('is in the change log with before and after, by whom and for which agency', async () => {
    const [a, b] = await pair('Logged');
    await saveClient(a, b, { levels: { hydrants: 'view' } });
    await saveClient(a, b, { levels: { hydrants: 'edit' }, endsAt: '2999-01-01T00:00:00Z' });
    const { rows } = await world.sql.query(
      `select action, kind, record_id, person_id, before, after from audit_entry where agency_id = $1 order by audit_entry.id`,
      [a.id],
    );
    const entry = {
      action: 'share',
      kind: 'clientDataSharing',
      record_id: b.id,
      person_id: a.admin.personId,
    };
    const undated = { startsAt: null, endsAt: null };
    expect(rows).toEqual([
      {
        ...entry,
        before: { levels: noClientLevels, ...undated },
        after: { levels: { ...noClientLevels, hydrants: 'view' }, ...undated },
      },
      {
        ...entry,
        before: { levels: { ...noClientLevels, hydrants: 'view' }, ...undated },
        after: {
          levels: { ...noClientLevels, hydrants: 'edit' },
          startsAt: null,
          endsAt: '2999-01-01T00:00:00.000Z',
        },
      },
    ]);
  });

  test('tells the partner’s administrators, and not its other users', async () => {
    const [a, b] = await pair('Told');
    await saveClient(a, b, { levels: { hydrants: 'view' } });
    expect(await told(b)).toEqual([
      'Told East changed what it shares with your agency (Client Data Sharing): Hydrants from None to View Only.',
    ]);
    const firefighter = await world.user(b, ['Hydrants - Read']);
    expect((await firefighter.get('/notices')).body.items).toEqual([]);
    expect(await told(a)).toEqual([]);
  });

  test('puts the partner’s change of access on the stream', async () => {
    const [a, b] = await pair('Streamed');
    await saveClient(a, b, { levels: { hydrants: 'view' } });
    const { rows } = await world.sql.query(
      `select agencies from change_event where type = 'access' and $1 = any (agencies)`,
      [b.id],
    );
    expect(rows).toEqual([{ agencies: expect.arrayContaining([b.id]) }]);
  });
});
