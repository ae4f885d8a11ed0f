import type { NewPosition, PositionsTaken } from '@standpipe/contract';

/** A fix as it is stored. */
export interface Fix {
  readonly at: string;
  readonly lng: number;
  readonly lat: number;
  readonly speed: number | null;
  readonly course: number | null;
  readonly accuracy: number | null;
}

/** How far ahead of our clock a device's may be, in milliseconds. */
const mostAhead = 2 * 60_000;

/** Why a position is no fix, or null. */
function faultOf({ at, location }: NewPosition, now: number): string | null {
  const [lng, lat] = location.coordinates;
  if (lng === 0 && lat === 0) return 'The position is 0, 0: the device had no fix.';
  if (Date.parse(at) - now > mostAhead) return 'The time is more than 2 minutes ahead.';
  return null;
}

/** Takes a batch apart: fixes to store, and what is set aside with its reason. */
export function sortFixes(
  positions: readonly NewPosition[],
  now: number,
): { readonly fixes: readonly Fix[]; readonly taken: PositionsTaken } {
  const fixes: Fix[] = [];
  const setAside: { index: number; reason: string }[] = [];
  for (const [index, position] of positions.entries()) {
    const reason = faultOf(position, now);
    if (reason) {
      setAside.push({ index, reason });
      continue;
    }
    const { at, location, speed = null, course = null, accuracy = null } = position;
    const [lng, lat] = location.coordinates as [number, number];
    fixes.push({ at: new Date(at).toISOString(), lng, lat, speed, course, accuracy });
  }
  return { fixes, taken: { accepted: fixes.length, setAside } };
}

/** The fix that is live: the newest of these, not from before the sign-in. */
export function newestFix(fixes: readonly Fix[], signedInAt: string | null): Fix | null {
  const since = signedInAt === null ? Number.NEGATIVE_INFINITY : Date.parse(signedInAt);
  return fixes.reduce<Fix | null>((newest, fix) => {
    const at = Date.parse(fix.at);
    return at >= since && (newest === null || at > Date.parse(newest.at)) ? fix : newest;
  }, null);
}
