import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { arcgisRoutes } from './arcgis.routes.ts';
import { ogcRoutes } from './ogc.routes.ts';
import { takeTurns } from './turns.ts';

/** What GIS programs read: two interfaces to the same layers, and one line for who asks. */
export async function gisRoutes(app: FastifyInstance, house: House): Promise<void> {
  await app.register(async (scope) => {
    takeTurns(scope, house.secret);
    await ogcRoutes(scope, house);
    await arcgisRoutes(scope, house);
  });
}
