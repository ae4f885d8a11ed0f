/** Tiles of the map. */
import { Type } from 'typebox';
import { strict, text } from './common.ts';

export const VectorTile = Type.Unsafe<Uint8Array>({
  description:
    'A Mapbox Vector Tile 2.1 with one layer, named as in the path. A point carries `id` (the record), `agency` and `color`; from zoom 15 on also what the layer shows close up. Below zoom 11, and where a tile holds too many points, records are gathered: `count`, and `agency` where all are of one.',
  content: {
    'application/vnd.mapbox-vector-tile': { schema: { type: 'string', format: 'binary' } },
  },
});

export const TileParameters = strict({
  agency: Type.Optional({
    ...text(8000),
    description: 'Ids of agencies, separated by commas: records of these only.',
  }),
  not: Type.Optional({
    ...text(8000),
    description: 'Ids of agencies, separated by commas: records of these are left out.',
  }),
});
