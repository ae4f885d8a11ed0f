import { expect, test } from 'vitest';
import { countyByFips, countyFipsCodes } from '../agencies/counties.ts';
import { timeZoneOf } from './time-zones.ts';

const states = [...new Set(countyFipsCodes().map((fips) => countyByFips(fips)!.state))];

test('every state and territory has a time zone that exists', () => {
  expect(states).toHaveLength(56);
  for (const state of states)
    expect(() => new Intl.DateTimeFormat('en', { timeZone: timeZoneOf(state) })).not.toThrow();
});

test.each([
  ['IL', 'America/Chicago'],
  ['MA', 'America/New_York'],
  ['CA', 'America/Los_Angeles'],
  ['AZ', 'America/Phoenix'],
  ['HI', 'Pacific/Honolulu'],
  ['GU', 'Pacific/Guam'],
])('%s is in %s', (state, zone) => {
  expect(timeZoneOf(state)).toBe(zone);
});

test('only states of the East fall back on New York', () => {
  const east = 'CT DC DE FL GA KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV'.split(' ');
  expect(states.filter((state) => timeZoneOf(state) === 'America/New_York').sort()).toEqual(east);
});
