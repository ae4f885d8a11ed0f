import { useQuery } from '@tanstack/react-query';

import { middleOfCounty } from '../ui/county-outlines.ts';
import { useMe } from '../ui/me.tsx';
import { type MapView, wholeCountry } from './geometry.ts';

/** Where the map begins: the own county. Undefined until that is known. */
export function useStart(): MapView | undefined {
  const fips = useMe().agency?.countyFips ?? '';
  const { data, isPending } = useQuery({
    queryKey: ['county-middle', fips],
    queryFn: () => middleOfCounty(fips),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (isPending) return undefined;
  return data ? { center: data, zoom: 9.4 } : wholeCountry;
}
