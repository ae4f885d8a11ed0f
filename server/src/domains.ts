import type { FastifyInstance } from 'fastify';
import { accessRoutes } from './access/access.routes.ts';
import { operatorRoutes } from './agencies/operator.routes.ts';
import { auditRoutes } from './audit/audit.routes.ts';
import type { House } from './house.ts';
import { inspectionRoutes } from './inspections/inspections.routes.ts';
import { liveRoutes } from './live/live.routes.ts';
import { noticeRoutes } from './notices/notices.routes.ts';
import { peopleRoutes } from './people/people.routes.ts';
import { permitRoutes } from './permits/permits.routes.ts';
import { placeRoutes } from './places/places.routes.ts';
import { transferRoutes } from './places/transfers.routes.ts';
import { searchRoutes } from './search/search.routes.ts';
import { sharingRoutes } from './sharing/sharing.routes.ts';

/** Every domain's routes, in the order of the product's navigation. */
export async function mountDomains(app: FastifyInstance, house: House): Promise<void> {
  peopleRoutes(app, house);
  placeRoutes(app, house);
  transferRoutes(app, house);
  inspectionRoutes(app, house);
  permitRoutes(app, house);
  searchRoutes(app, house);
  sharingRoutes(app, house);
  accessRoutes(app, house);
  auditRoutes(app, house);
  noticeRoutes(app, house);
  operatorRoutes(app, house);
  await liveRoutes(app, house);
}
