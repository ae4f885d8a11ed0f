import { describe, expect, test } from 'vitest';
import { sharedData } from '../imports/readers/fixture.ts';
import { readZipCentroids } from '../imports/readers/registry-county.ts';
import { countyByFips, countyByName, countyFipsCodes, countyOfPoint, isState } from './counties.ts';

test('every county is known by its FIPS code', () => {
  expect(countyFipsCodes()).toHaveLength(3231);
  expect(countyFipsCodes().every((fips) => /^\d{5}$/.test(fips))).toBe(true);
  expect(countyByFips('17097')).toEqual({ fips: '17097', name: 'Lake', state: 'IL' });
  expect(countyByFips('46102')).toEqual({ fips: '46102', name: 'Oglala Lakota', state: 'SD' });
  expect(countyByFips('99999')).toBeUndefined();
  expect(countyByFips('17')).toBeUndefined();
  expect(isState('DC')).toBe(true);
  expect(isState('ON')).toBe(false);
});

describe('a county is found by name', () => {
  test.each([
    ['IL', 'Lake', '17097'],
    [' il ', ' LAKE county ', '17097'],
    ['LA', 'De Soto Parish', '22031'],
    ['LA', 'La Salle', '22059'],
    ['AL', 'De Kalb', '01049'],
    ['MD', 'Prince Georges', '24033'],
    ['MD', "Saint Mary's County", '24037'],
    ['IN', 'St Joseph', '18141'],
    ['MO', 'Sainte Genevieve', '29186'],
    ['NM', 'Dona Ana', '35013'],
    ['PR', 'Bayamon Municipio', '72021'],
    ['AK', 'Juneau City and Borough', '02110'],
    ['AK', 'Matanuska Susitna Borough', '02170'],
    ['AK', 'Yukon-Koyukuk Census Area', '02290'],
    ['DC', 'District of Columbia', '11001'],
    ['VA', 'Charles City', '51036'],
    ['VA', 'James City County', '51095'],
    ['NV', 'Carson City', '32510'],
  ])('%s, %s', (state, name, fips) => {
    expect(countyByName(state, name)?.fips).toBe(fips);
  });

  test.each([
    ['VA', 'Richmond', '51159'],
    ['VA', 'Richmond County', '51159'],
    ['VA', 'Richmond City', '51760'],
    ['MD', 'Baltimore', '24005'],
    ['MD', 'Baltimore city', '24510'],
    ['MO', 'Saint Louis', '29189'],
    ['MO', 'St. Louis City', '29510'],
    ['VA', 'Bristol City', '51520'],
  ])('and not taken for the city of its name: %s, %s', (state, name, fips) => {
    expect(countyByName(state, name)?.fips).toBe(fips);
  });

  test('of its own state only, and never by a part of the name', () => {
    expect(countyByName('MA', 'Lake')).toBeUndefined();
    expect(countyByName('IL', 'La')).toBeUndefined();
    expect(countyByName('IL', '')).toBeUndefined();
    expect(countyByName('IL', 'County')).toBeUndefined();
    expect(countyByName('XX', 'Lake')).toBeUndefined();
    expect(countyByName('IL', 'Lake City')).toBeUndefined();
    expect(countyByName('AK', 'Chugach')).toBeUndefined();
  });

  test('by every name that the list itself has', () => {
    const lost = countyFipsCodes().filter((fips) => {
      const county = countyByFips(fips);
      const found = county && countyByName(county.state, county.name);
      return found?.name !== county?.name || found?.state !== county?.state;
    });
    expect(lost).toEqual([]);
  });
});

describe('a county is found by a point in it', () => {
  test.each([
    ['Waukegan', -87.86, 42.36, '17097'],
    ['Cambridge', -71.11, 42.37, '25017'],
    ['Baltimore, inside the county that surrounds it', -76.62, 39.3, '24510'],
    ['Towson, around it', -76.6, 39.4, '24005'],
    ['Attu, beyond the date line', 172.9, 52.9, '02016'],
    ['Honolulu', -157.85, 21.33, '15003'],
  ])('%s', (_where, lng, lat, fips) => {
    expect(countyOfPoint(lng, lat)?.fips).toBe(fips);
  });

  test('and none at sea, abroad, swapped or off the globe', () => {
    expect(countyOfPoint(-60, 35)).toBeUndefined();
    expect(countyOfPoint(-79.38, 43.65)).toBeUndefined();
    expect(countyOfPoint(42.37, -71.11)).toBeUndefined();
    expect(countyOfPoint(-71.11, 420.37)).toBeUndefined();
    expect(countyOfPoint(Number.NaN, 42.37)).toBeUndefined();
  });

  const zcta = sharedData('us-census-geo/zcta-centroids.csv.gz');
  test.skipIf(zcta.absent)('33,791 ZIP areas', async () => {
    const centroids = [...(await readZipCentroids(zcta.path)).values()];
    const outside = centroids.filter(([lng, lat]) => !countyOfPoint(lng, lat));
    expect(centroids).toHaveLength(33_791);
    expect(outside).toHaveLength(61);
  });
});
