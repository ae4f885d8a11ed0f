import { TileParameters, VectorTile } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { guardOf, mount } from '../http/route.ts';
import { rulesOf } from '../kinds/kinds.ts';
import { layers } from './layers.ts';
import { readTile } from './tiles.service.ts';

export function tileRoutes(app: FastifyInstance, house: House): void {
  for (const layer of layers)
    mount(
      app,
      house,
      {
        method: 'GET',
        path: `/tiles/${layer.name}/:z/:x/:y.mvt`,
        summary: layer.summary,
        tag: 'Map',
        kinds: [layer.kind],
        guard: guardOf(rulesOf(layer.kind), 'view'),
        query: TileParameters,
        answers: VectorTile,
      },
      (call, narrowed) => readTile(call, layer, narrowed),
    );
}
