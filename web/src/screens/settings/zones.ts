/** "America/Chicago" as people read it: "Chicago". */
const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

const longNames = ['en-US', { timeZoneName: 'longGeneric' }] as const;

/** "Central Time (Chicago)". */
export function zoneName(zone: string): string {
  const name = new Intl.DateTimeFormat(longNames[0], { ...longNames[1], timeZone: zone })
    .formatToParts()
    .find(({ type }) => type === 'timeZoneName')?.value;
  const city = cityOf(zone);
  return name && !name.includes(city) ? `${name} (${city})` : (name ?? city);
}

/** The zones of the United States and its territories, east to west. */
const unitedStates = [
  'America/Puerto_Rico',
  'America/New_York',
  'America/Detroit',
  'America/Indiana/Indianapolis',
  'America/Kentucky/Louisville',
  'America/Chicago',
  'America/Menominee',
  'America/North_Dakota/Center',
  'America/Denver',
  'America/Boise',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'America/Adak',
  'Pacific/Honolulu',
  'Pacific/Guam',
  'Pacific/Pago_Pago',
];

/** Zones to choose from: those of the United States by name, then all others as they are called. */
export function zoneGroups(current: string) {
  const others = new Set([...Intl.supportedValuesOf('timeZone'), current]);
  for (const zone of unitedStates) others.delete(zone);
  return [
    { group: 'United States', items: unitedStates.map((value) => ({ value, label: zoneName(value) })) },
    {
      group: 'Elsewhere',
      items: [...others].sort().map((value) => ({ value, label: value.replaceAll('_', ' ') })),
    },
  ];
}

/** What a clock shows there now: "3:14 PM CST". */
export const timeThere = (timeZone: string): string =>
  new Intl.DateTimeFormat(undefined, {
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(new Date());
