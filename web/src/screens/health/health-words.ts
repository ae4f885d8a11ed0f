/** "3 days 4 hours", "12 minutes": how long, in its two largest units. */
export function spanText(seconds: number): string {
  const units = [
    ['day', Math.floor(seconds / 86_400)],
    ['hour', Math.floor(seconds / 3600) % 24],
    ['minute', Math.floor(seconds / 60) % 60],
  ] as const;
  const first = units.findIndex(([, value]) => value > 0);
  if (first < 0) return 'Less than a minute';
  return units
    .slice(first, first + 2)
    .filter(([, value]) => value > 0)
    .map(([unit, value]) => `${value} ${unit}${value === 1 ? '' : 's'}`)
    .join(' ');
}

/** "0021-audit-chain" as one reads it: "21". */
export const schemaVersion = (name: string): string => /^0*(\d+)/.exec(name)?.[1] ?? name;
