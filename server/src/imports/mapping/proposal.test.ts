import type { ImportKind, ImportMapping } from '@standpipe/contract';
import { describe, expect, test } from 'vitest';
import { isRejected, readAnyRows } from '../readers/csv.ts';
import { lookAt } from '../runs/file.ts';
import { findFaults } from './faults.ts';
import { proposeMapping } from './propose.ts';
import { readUnits } from './units.ts';

const home = { state: 'IL', countyFips: '17097' };
const zone = 'America/Chicago';

/** What a file is taken for, and what its rows become, all without a database. */
async function propose(kind: ImportKind, text: string, change: Partial<ImportMapping> = {}) {
  const bytes = Buffer.from(text);
  const source = {
    name: 'file.csv',
    async *bytes() {
      yield bytes;
    },
  };
  const looked = await lookAt(source);
  const mapping = { ...proposeMapping(kind, looked.columns, home).mapping, ...change };
  const open = () => readAnyRows({ ...source, reading: looked.reading });
  const rows: Record<string, unknown>[] = [];
  const rejected: string[] = [];
  for await (const unit of readUnits(open, kind, mapping, zone, home))
    if (isRejected(unit)) rejected.push(unit.rejected);
    else rows.push({ ...unit.mapped[0], warnings: unit.mapped[0]?.warnings ?? [] });
  return { looked, mapping, rows, rejected, faults: findFaults(kind, mapping, looked.columns) };
}

const permits = (dates: readonly string[]) =>
  [
    'permit number\ttype\tclass\taddress\tcity\tlng\tlat\tissued',
    ...dates.map((date, n) => `P-${n}\tTent\toperational\t${n} Elm St\tZion\t-87.84\t42.36\t${date}`),
  ].join('\n');

describe('dates of a column', () => {
  const read: readonly (readonly [format: string, cells: string[], days: string[]])[] = [
    ['YYYY/MM/DD', ['2024/03/01', '2024/12/31'], ['2024-03-01', '2024-12-31']],
    ['M/D/YY', ['3/1/24', '12/31/99'], ['2024-03-01', '1999-12-31']],
    ['D-Mon-YYYY', ['1-Mar-24', '31-Dec-2024'], ['2024-03-01', '2024-12-31']],
    ['Mon D, YYYY', ['Mar 1, 2024', 'December 31, 2024'], ['2024-03-01', '2024-12-31']],
    ['MM-DD-YYYY', ['03-01-2024', '12-31-2024'], ['2024-03-01', '2024-12-31']],
    ['DD-MM-YYYY', ['01-03-2024', '31-12-2024'], ['2024-03-01', '2024-12-31']],
    ['MM/DD/YYYY', ['3/1/2024 1:05:00 AM', '12/31/2024 11:59 PM'], ['2024-03-01', '2024-12-31']],
    ['YYYYMMDD', ['20240301', '20241231'], ['2024-03-01', '2024-12-31']],
    ['excelSerial', ['45352', '45657'], ['2024-03-01', '2024-12-31']],
    ['epochSeconds', ['1709251200', '1735603200'], ['2024-03-01', '2024-12-31']],
    ['epochMilliseconds', ['1709251200000', '1735603200000'], ['2024-03-01', '2024-12-31']],
    ['YYYY-MM-DD', ['2024-03-01 00:00:00+00', '2024-12-31T00:00:00Z'], ['2024-03-01', '2024-12-31']],
  ];
  for (const [format, cells, days] of read)
    test(`${cells.join(' and ')} are ${format}`, async () => {
      const { mapping, rows, faults } = await propose('permit', permits(cells));
      expect(faults).toEqual([]);
      expect(mapping.fields.find(({ field }) => field === 'issuedOn')?.format).toBe(format);
      expect(rows.map(({ times }) => (times as { issuedOn: { day: string } }).issuedOn.day)).toEqual(days);
    });

  test('a time in the afternoon and an offset of two digits are that moment', async () => {
    const { rows } = await propose(
      'inspection',
      [
        'inspection number,type,address,city,lng,lat,opened',
        'I-1,Annual,1 Elm St,Zion,-87.84,42.36,2024-03-01 01:30:00 PM',
        'I-2,Annual,2 Elm St,Zion,-87.84,42.36,2024-03-01 13:30:00+00',
      ].join('\n'),
    );
    const at = rows.map(({ times }) => (times as { startedAt: { at: string } }).startedAt.at);
    expect(at).toEqual(['2024-03-01T19:30:00.000Z', '2024-03-01T13:30:00.000Z']);
  });

  test('that nothing settles are asked for; a short number is no count of seconds', async () => {
    const { faults } = await propose('permit', permits(['01/02/2024', '03/04/2024']));
    expect(faults.map(({ code }) => code)).toEqual(['day_or_month']);
    const short = await propose('permit', permits(['12345678', '22345678']));
    expect(short.looked.columns.find(({ name }) => name === 'issued')?.formats).toEqual([]);
  });
});

const place = (columns: string, ...rows: string[]) =>
  [`id,address,city,${columns}`, ...rows.map((cells, n) => `${n + 1},${n + 1} Elm St,Zion,${cells}`)].join(
    '\n',
  );

describe('numbers and words', () => {
  test('thousands between commas or blanks are whole numbers, as many words say yes and no', async () => {
    const { rows, rejected } = await propose(
      'place',
      place('lng,lat,floor area', '-87.84,42.36,"1,200"', '-87.84,42.36,12 500', '-87.84,42.36,2.5'),
    );
    expect(rows.map(({ numbers }) => numbers)).toEqual([{ floorAreaSqFt: 1200 }, { floorAreaSqFt: 12_500 }]);
    expect(rejected).toEqual(['floor area "2.5" is no whole number']);
    const said = await propose(
      'inspection',
      'inspection number,type,address,city,lng,lat,violation,violation status\nI-1,Annual,1 Elm St,Zion,-87.84,42.36,Exit locked,Yes\nI-2,Annual,2 Elm St,Zion,-87.84,42.36,Exit locked,no',
    );
    const status = said.rows.map(({ texts }) => (texts as Record<string, string>)['violation.status']);
    expect(status).toEqual(['corrected', 'open']);
  });

  test('a hydrant’s yes and no, decimals and types are read in the words of published files', async () => {
    const { rows, mapping } = await propose(
      'hydrant',
      'HYDRANT_NO,HYDRANT_TYPE,PRIVATE,GPM,MAIN_SIZE,X,Y\nH-1,Dry Barrel,Y,"1,250.5",8,-87.84,42.36\nH-2,WET,N,0,0,-87.84,42.36',
    );
    expect(mapping.fields.map(({ field }) => field)).not.toContain('state');
    expect(rows).toMatchObject([
      {
        texts: { number: 'H-1', type: 'dryBarrel' },
        flags: { privateMain: true },
        numbers: { ratedFlowGpm: 1250.5, mainSizeIn: 8 },
      },
      { texts: { number: 'H-2', type: 'wetBarrel' }, flags: { privateMain: false }, numbers: {} },
    ]);
  });

  test('the first of several columns whose cell is known decides, whatever stands in the others', async () => {
    const { rows } = await propose(
      'hydrant',
      'number,a,b,lng,lat\n1,fine,OOS,-87.84,42.36\n2,paint,,-87.84,42.36',
      {
        fields: [
          { field: 'number', columns: ['number'] },
          { field: 'type', constant: 'dryBarrel' },
          { field: 'lng', columns: ['lng'] },
          { field: 'lat', columns: ['lat'] },
          {
            field: 'status',
            columns: ['a', 'b'],
            pick: 'known',
            values: [{ from: 'oos', to: 'outOfService' }],
            otherwise: 'inService',
          },
        ],
      },
    );
    expect(rows.map(({ texts }) => (texts as { status: string }).status)).toEqual([
      'outOfService',
      'inService',
    ]);
  });
});

describe('points', () => {
  test('a lost minus is asked for and put back; points outside the state are taken with a warning', async () => {
    const file = place('lng,lat', '87.84,42.36', '87.85,42.37');
    expect((await propose('place', file)).faults.map(({ code }) => code)).toEqual(['minus_lost']);
    const { rows, faults } = await propose('place', file, { points: 'negateLongitude' });
    expect(faults).toEqual([]);
    expect(rows.map(({ point }) => (point as { coordinates: number[] }).coordinates)).toEqual([
      [-87.84, 42.36],
      [-87.85, 42.37],
    ]);
    const abroad = await propose('place', place('lng,lat', '-71.1,42.36', '-87.85,42.37'));
    expect(abroad.rows.map(({ warnings }) => warnings)).toEqual([['the point lies outside IL'], []]);
  });

  for (const cell of [
    '"POINT (-87.84 42.36)"',
    '"POINT Z (-87.84 42.36 180.5)"',
    '"SRID=4326;POINT(-87.84 42.36)"',
    '"SRID=3857;POINT(-9778304.07 5214958.13)"',
    '"{""type"":""Point"",""coordinates"":[-87.84,42.36]}"',
    '"10 ELM ST\nZion, IL 60099\n(42.36, -87.84)"',
  ])
    test(`${cell} is one`, async () => {
      const { rows, rejected } = await propose('place', place('location', cell));
      expect(rejected).toEqual([]);
      expect(rows.map(({ point }) => point)).toEqual([
        { type: 'Point', coordinates: [expect.closeTo(-87.84, 2), expect.closeTo(42.36, 2)] },
      ]);
    });
});

describe('tables', () => {
  test('index columns without a name, doubled names and empty surplus cells lose nothing', async () => {
    const { looked, rows, rejected } = await propose(
      'place',
      ',id,address,city,lng,lat,name,name\n0,A,1 Elm St,Zion,-87.84,42.36,Old,Other,,\n1,B,2 Elm St,Zion,-87.84,42.36,Older,Others',
    );
    expect(looked.columns.map(({ name }) => name)).toEqual([
      'column 1',
      'id',
      'address',
      'city',
      'lng',
      'lat',
      'name',
      'name (2)',
    ]);
    expect(rejected).toEqual([]);
    expect(rows.map(({ key, texts }) => [key, (texts as { name: string }).name])).toEqual([
      ['A', 'Old'],
      ['B', 'Older'],
    ]);
  });

  for (const [start, name] of [
    ['%PDF-1.7\n1 0 obj\n', 'PDF'],
    ['<!DOCTYPE html><html><body><table>', 'HTML'],
  ] as const)
    test(`${name} is refused by its name`, async () => {
      await expect(propose('place', `${start}${'x,y\n'.repeat(20)}`)).rejects.toThrow(name);
    });
});
