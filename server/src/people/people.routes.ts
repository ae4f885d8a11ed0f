import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { authRoutes } from './auth.routes.ts';
import { linkRoutes } from './links.routes.ts';
import { meRoutes } from './me.routes.ts';
import { roleRoutes, userRoutes } from './users.routes.ts';
import { viewRoutes } from './views.routes.ts';

/** Signing in, who one is, and an agency's users and roles. */
export function peopleRoutes(app: FastifyInstance, house: House): void {
  authRoutes(app, house);
  linkRoutes(app, house);
  meRoutes(app, house);
  viewRoutes(app, house);
  userRoutes(app, house);
  roleRoutes(app, house);
}
