import { expect, test } from 'vitest';
import { countyOfPoint } from '../../agencies/counties.ts';
import { middleOf } from './middles.ts';

test('a ZIP’s middle lies in it, ZIP+4 included, and a ZIP that is not known becomes the county’s middle', () => {
  const cambridge = middleOf('zip', '02139', '25017');
  expect(cambridge?.of).toBe('zip');
  expect(cambridge?.point.coordinates[0]).toBeCloseTo(-71.1, 1);
  expect(cambridge?.point.coordinates[1]).toBeCloseTo(42.36, 1);
  expect(middleOf('zip', '02139-1234', '25017')).toEqual(cambridge);
  for (const zip of ['99999', '2139', '', undefined])
    expect(middleOf('zip', zip, '25017')?.of).toBe('county');
});

test('the middle of a county lies in the county', () => {
  for (const fips of ['25017', '17097', '06075', '02013', '15003']) {
    const [lng = 0, lat = 0] = middleOf('county', '02139', fips)?.point.coordinates ?? [];
    expect(countyOfPoint(lng, lat)?.fips, fips).toBe(fips);
  }
  expect(middleOf('county', undefined, '00000')).toBeNull();
});
