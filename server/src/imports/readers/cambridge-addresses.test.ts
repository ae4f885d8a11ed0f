import { describe, expect, test } from 'vitest';
import { type AddressItem, readCambridgeAddresses } from './cambridge-addresses.ts';
import { collect, makeFile, sharedData } from './fixture.ts';

const parcels = [
  'ML,MAP,LOT,LOC_ID,lng,lat',
  '252-140,252,140,F_1,-71.1463509,42.3755926',
  '53-61,53,61,F_2,-71.0921223,42.3623510',
  ',,,F_3,-71.1000000,42.3700000',
  '130-144,130,144,F_4,-71.1100000,42.3700000',
  '130-144,130,144,F_5,-71.1100000,42.3708000',
  'ROAD,RO,AD,F_6,-71.1000000,42.3700000',
  'ROAD,RO,AD,F_7,-71.1400000,42.3900000',
  '9-9,9,9,F_8,0,0',
  '9-8,9,8,F_9,x,42.37',
];

const buildings = [
  'ML,Location,UseCode,UseDescription,LandArea,StyleDesc,GrossArea,Occupancy,AYBYrBuilt,BldgStories',
  '252-140,14 ABERDEEN AVE,104,TWO-FAM-RES,4000,DECKER,2000,2,1928,2.5',
  '53-61,32 ALBANY ST,199,CONDO-BLDG,100,,500,,1998,24',
  '53-61,32 ALBANY ST #1,102,CONDOMINIUM,0,FLAT,50,FL,1998,1',
  '130-144,1 A ST,340,GEN-OFFICE,10,,10,,1389,0',
  '130-144,1 A ST,325,RETAIL-STORE,10,,10,,0,3',
];

const header = 'address_id,street_number,full_address,poi_name,poi_type_desc,MapLot,BldgID';

const read = async (rows: string[]): Promise<AddressItem[]> =>
  collect(
    readCambridgeAddresses(await makeFile('addresses.csv', `\uFEFF${[header, ...rows].join('\n')}\n`), {
      parcels: await makeFile('parcels.csv.gz', parcels.join('\n')),
      buildings: await makeFile('buildings.csv', buildings.join('\n')),
    }),
  );

const placesOf = (items: AddressItem[]) => items.flatMap((item) => ('place' in item ? [item.place] : []));
const rejectionsOf = (items: AddressItem[]) =>
  items.flatMap((item) => ('rejected' in item ? [[item.line, item.rejected]] : []));

describe('an address becomes a place', () => {
  test('at its parcel’s centroid, with what the assessor says of the building', async () => {
    expect(await read(['14754,14,14  Aberdeen Ave,,,252-140,274-45'])).toEqual([
      {
        line: 2,
        place: {
          externalId: '14754',
          addressLine: '14 Aberdeen Ave',
          city: 'Cambridge',
          state: 'MA',
          location: { type: 'Point', coordinates: [-71.1463509, 42.3755926] },
          occupancyType: 'TWO-FAM-RES',
          stories: 3,
          yearBuilt: 1928,
        },
      },
    ]);
  });

  test('with the storeys of a condominium’s house, not of its units', async () => {
    const [place] = placesOf(
      await read(['717,32,32 Albany St,MIT Albany Garage,MIT BUILDING NAME,53-61,666-1']),
    );
    expect(place).toMatchObject({
      name: 'MIT Albany Garage',
      occupancyType: 'CONDO-BLDG',
      stories: 24,
      yearBuilt: 1998,
    });
  });

  test('without what the parcel’s buildings disagree on or what can’t be', async () => {
    const [place] = placesOf(await read(['5,1,1 A St,,,130-144,1-1']));
    expect(place).toEqual({
      externalId: '5',
      addressLine: '1 A St',
      city: 'Cambridge',
      state: 'MA',
      location: { type: 'Point', coordinates: [-71.11, 42.37] },
      stories: 3,
    });
  });
});

describe('a row is rejected with its reason', () => {
  test('when it repeats an address for another name, building or parcel', async () => {
    const items = await read([
      '717,32,32 Albany St,MIT Albany Garage,MIT BUILDING NAME,53-61,666-1',
      '717,32,32 Albany St,MIT Building N4,MIT FACILITY NUMBER,53-61,666-1',
      '717,34,34 Albany St,,,53-61,666-1',
    ]);
    expect(placesOf(items)).toHaveLength(1);
    expect(rejectionsOf(items)).toEqual([
      [
        3,
        'address_id 717 is on line 2 already: the same address, listed again for another name, building or parcel',
      ],
      [4, 'address_id 717 is "32 Albany St" already (line 2)'],
    ]);
  });

  test('when it has no parcel, though the parcels file has a nameless one', async () => {
    const items = await read(['1,1,1 B St,,,,', '2,2,2 B St,,,268A-52,']);
    expect(rejectionsOf(items)).toEqual([
      [2, 'no parcel (MapLot is empty), so no coordinates'],
      [3, 'parcel 268A-52 is not among the parcel centroids, so no coordinates'],
    ]);
  });

  test('when its parcel is at several places or at none in the city', async () => {
    const items = await read(['1,1,1 B St,,,ROAD,', '2,2,2 B St,,,9-9,', '3,3,3 B St,,,9-8,']);
    expect(rejectionsOf(items)).toEqual([
      [2, expect.stringMatching(/^parcel ROAD is listed at places 3\d\d\d m apart$/)],
      [3, 'the point 0, 0 lies outside Cambridge'],
      [4, 'coordinates "42.37, x" are not decimal degrees'],
    ]);
  });

  test('and a later row of the same address whose parcel is known still makes the place', async () => {
    const items = await read(['8,1,1 B St,,,,', '8,1,1 B St,,,53-61,']);
    expect(items.map((item) => 'place' in item)).toEqual([false, true]);
  });

  test('when it has no id, no address, or too long a name', async () => {
    const items = await read([
      ',1,1 B St,,,53-61,',
      '2,1, ,,,53-61,',
      `3,1,1 B St,${'x'.repeat(201)},,53-61,`,
    ]);
    expect(rejectionsOf(items)).toEqual([
      [2, 'no address_id'],
      [3, 'no address'],
      [4, 'poi_name has 201 characters and may have 200'],
    ]);
  });
});

const addresses = sharedData('cambridge-ma/master-addresses-2020-06.csv.gz');

test.skipIf(addresses.absent)(
  'the master address list of Cambridge: every one of 22,834 rows is a place or a rejection',
  async () => {
    const items = await collect(
      readCambridgeAddresses(addresses.path, {
        parcels: sharedData('cambridge-ma/parcel-centroids-fy2014.csv.gz').path,
        buildings: sharedData('cambridge-ma/building-attributes-fy2014.csv.gz').path,
      }),
    );
    const places = placesOf(items);
    const reasons = rejectionsOf(items).map(([, reason]) => String(reason));
    expect(items).toHaveLength(22_834);
    expect(places).toHaveLength(20_476);
    expect(new Set(places.map(({ externalId }) => externalId)).size).toBe(20_476);
    expect(reasons).toHaveLength(2358);
    expect(reasons.filter((reason) => reason.includes('listed again'))).toHaveLength(1079);
    expect(reasons.filter((reason) => reason.includes('MapLot is empty'))).toHaveLength(647);
    expect(reasons.filter((reason) => reason.includes('not among the parcel centroids'))).toHaveLength(629);
    expect(reasons.filter((reason) => reason.includes('m apart'))).toHaveLength(3);
    expect(places.filter(({ stories }) => stories)).toHaveLength(19_556);
    expect(places.filter(({ yearBuilt }) => yearBuilt)).toHaveLength(20_050);
  },
);
