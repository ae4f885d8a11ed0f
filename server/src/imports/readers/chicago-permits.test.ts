import { describe, expect, test } from 'vitest';
import { type PermitItem, readChicagoPermits } from './chicago-permits.ts';
import { collect, makeFile, sharedData } from './fixture.ts';

const columns =
  'permit_number permit_status permit_type issue_date address work_type latitude longitude work_description'.split(
    ' ',
  );
const ordinary: Record<string, string> = {
  permit_number: 'B200406633',
  permit_status: 'ACTIVE',
  permit_type: 'PERMIT – EXPRESS PERMIT PROGRAM',
  issue_date: '2025-01-01',
  address: '7838 S OGLESBY AVE',
  work_type: 'Fire Alarm System',
  latitude: '41.752368',
  longitude: '-87.567604',
  work_description: 'FIRE ALARM: REPAIR EXISTING SYSTEM, 2ND FLOOR',
};

/** Reads a file of permits that are ordinary but for what is given; numbers count up. */
const read = async (...changes: Record<string, string>[]): Promise<PermitItem[]> => {
  const rows = changes.map((change, n) => ({ ...ordinary, permit_number: `B${n}`, ...change }));
  const lines = rows.map((row) => columns.map((column) => `"${row[column as keyof typeof row]}"`).join(','));
  return collect(readChicagoPermits(await makeFile('permits.csv', [columns.join(','), ...lines].join('\n'))));
};

const permitsOf = (items: PermitItem[]) => items.flatMap((item) => ('permit' in item ? [item.permit] : []));
const rejectionsOf = (items: PermitItem[]) =>
  items.flatMap((item) => ('rejected' in item ? [item.rejected] : []));

describe('a row becomes a permit', () => {
  test('with its place', async () => {
    expect(await read({ permit_number: 'B200406633' })).toEqual([
      {
        line: 2,
        permit: {
          externalId: 'B200406633',
          number: 'B200406633',
          placeKey: '7838 s oglesby ave',
          place: {
            addressLine: '7838 S OGLESBY AVE',
            city: 'Chicago',
            state: 'IL',
            location: { type: 'Point', coordinates: [-87.567604, 41.752368] },
          },
          type: 'Fire Alarm System',
          class: 'construction',
          status: 'issued',
          description: 'FIRE ALARM: REPAIR EXISTING SYSTEM, 2ND FLOOR',
          issuedOn: '2025-01-01',
        },
      },
    ]);
  });

  test.each([
    ['', 'issued'],
    ['ACTIVE', 'issued'],
    ['PHASED PERMITTING', 'issued'],
    ['SUSPENDED', 'expired'],
    ['COMPLETE', 'closed'],
    ['CANCELLED', 'closed'],
    ['REVOKED', 'revoked'],
  ])('a permit that the city calls "%s" is %s', async (permit_status, status) => {
    expect(permitsOf(await read({ permit_status }))[0]?.status).toBe(status);
  });

  test('permits at one address share the first one’s point', async () => {
    const permits = permitsOf(await read({}, { address: '7838  s Oglesby Ave', latitude: '41.752399' }));
    expect(permits[1]?.placeKey).toBe(permits[0]?.placeKey);
    expect(permits[1]?.place).toEqual(permits[0]?.place);
  });

  test('named by the kind of permit where no kind of work is given', async () => {
    const types = await read(
      { work_type: '', permit_type: 'PERMIT - RENOVATION/ALTERATION' },
      { work_type: '', permit_type: 'PERMIT – EXPRESS PERMIT PROGRAM' },
    );
    expect(permitsOf(types).map(({ type }) => type)).toEqual([
      'Renovation/Alteration',
      'Express Permit Program',
    ]);
  });

  test('operational where it allows an activity for a time', async () => {
    expect(permitsOf(await read({ work_type: 'Monthly Maintenance Permit' }))[0]?.class).toBe('operational');
  });

  test('without a description where the file has none', async () => {
    expect(permitsOf(await read({ work_description: '' }))[0]).not.toHaveProperty('description');
  });
});

describe('a row is rejected with its reason', () => {
  test.each([
    [{ permit_number: '' }, 'no permit_number'],
    [{ address: ' ' }, 'no address'],
    [{ work_type: '', permit_type: '' }, 'neither work_type nor permit_type'],
    [{ permit_status: 'LOST' }, 'permit_status "LOST" is not known'],
    [{ issue_date: '2025-02-30' }, 'issue_date "2025-02-30" is not a date (YYYY-MM-DD)'],
    [{ issue_date: '1/2/2025' }, 'issue_date "1/2/2025" is not a date (YYYY-MM-DD)'],
    [{ issue_date: '' }, 'issue_date "" is not a date (YYYY-MM-DD)'],
    [{ latitude: '', longitude: '' }, 'no coordinates'],
    [{ latitude: '0', longitude: '0' }, 'the point 0, 0 lies outside Chicago'],
    [
      { latitude: '-87.567604', longitude: '41.752368' },
      'the point -87.567604, 41.752368 lies outside Chicago',
    ],
    [{ latitude: 'NaN' }, 'coordinates "NaN, -87.567604" are not decimal degrees'],
    [{ latitude: '1e309' }, 'coordinates "1e309, -87.567604" are not decimal degrees'],
    [{ work_description: 'x'.repeat(4001) }, 'work_description has 4001 characters and may have 4000'],
    [{ work_description: 'a\0b' }, 'holds a NUL character'],
  ])('%o', async (change, reason) => {
    const items = await read(change, {});
    expect(rejectionsOf(items)).toEqual([reason]);
    expect(permitsOf(items)).toHaveLength(1);
  });

  test('a number that was there before, the first row staying', async () => {
    const items = await read({ permit_number: 'B7' }, { permit_number: 'B7' });
    expect(rejectionsOf(items)).toEqual(['permit_number B7 is on line 2 already']);
  });
});

const permits = sharedData('permits-chicago-il/building-permits-2025-01_06.csv.gz');

test.skipIf(permits.absent)(
  'half a year of Chicago’s permits: every one of 15,384 rows is a permit or a rejection',
  async () => {
    const items = await collect(readChicagoPermits(permits.path));
    const all = permitsOf(items);
    expect(items).toHaveLength(15_384);
    expect(rejectionsOf(items)).toEqual([]);
    expect(new Set(all.map(({ placeKey }) => placeKey)).size).toBe(10_127);
    const count = (status: string) => all.filter((permit) => permit.status === status).length;
    expect(['issued', 'expired', 'closed', 'revoked', 'applied', 'denied'].map(count)).toEqual([
      5686, 2816, 6880, 2, 0, 0,
    ]);
    expect(all.filter((permit) => permit.type === 'Fire Alarm System')).toHaveLength(636);
    expect(all.filter((permit) => permit.class === 'operational')).toHaveLength(609);
  },
);
