import type { FastifyInstance } from 'fastify';
import type { House } from './house.ts';
import { permitRoutes } from './permits/permits.routes.ts';

/** Every domain's routes, in the order of the product's navigation. */
export async function mountDomains(app: FastifyInstance, house: House): Promise<void> {
  permitRoutes(app, house);
}
