import { useQuery } from '@tanstack/react-query';
import type { Point } from '../api/messages.ts';
import { countyText } from './counties.ts';
import { sketchCounty } from './county-outlines.ts';
import { useMe } from './me.tsx';

/** Where in its county a point lies: the county's outline with a dot. Nothing for a point outside the own state. */
export function Locator({ point }: { point: Point }) {
  const state = useMe().agency?.countyFips.slice(0, 2) ?? '';
  const [longitude, latitude] = point.coordinates;
  const { data } = useQuery({
    queryKey: ['sketch', state, longitude, latitude],
    queryFn: () => sketchCounty(state, longitude, latitude),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return null;
  const [, , width, height] = data.viewBox;
  const unit = Math.max(width, height) / 100;
  return (
    <figure className="locator">
      <svg viewBox={data.viewBox.join(' ')} aria-hidden="true">
        <path d={data.around} className="locator-around" />
        <path d={data.outline} className="locator-county" />
        <circle cx={data.point[0]} cy={data.point[1]} r={unit * 7} className="locator-halo" />
        <circle cx={data.point[0]} cy={data.point[1]} r={unit * 2.6} className="locator-dot" />
      </svg>
      <figcaption>{countyText(data.fips)}</figcaption>
    </figure>
  );
}
