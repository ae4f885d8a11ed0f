import counties from 'virtual:county-map';
import type { FeatureCollection } from 'geojson';

/** Border lines, those of states marked. */
export const borders: FeatureCollection = {
  type: 'FeatureCollection',
  features: (['county', 'state'] as const).map((of) => ({
    type: 'Feature',
    properties: { of },
    geometry: { type: 'MultiLineString', coordinates: counties[of] as never },
  })),
};

/** County names at the counties' middles. */
export const countyNamePoints: FeatureCollection = {
  type: 'FeatureCollection',
  features: counties.names.map(([name, lng, lat]) => ({
    type: 'Feature',
    properties: { name },
    geometry: { type: 'Point', coordinates: [lng, lat] },
  })),
};
