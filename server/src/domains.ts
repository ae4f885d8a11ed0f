import type { FastifyInstance } from 'fastify';
import { accessRoutes } from './access/access.routes.ts';
import { operatorRoutes } from './agencies/operator.routes.ts';
import { serverRoutes } from './agencies/server.routes.ts';
import { settingsRoutes } from './agencies/settings.routes.ts';
import { auditRoutes } from './audit/audit.routes.ts';
import { demoRoutes } from './demo/demo.routes.ts';
import { exportRoutes } from './exports/exports.routes.ts';
import type { House } from './house.ts';
import { importRoutes } from './imports/imports.routes.ts';
import { registryRoutes } from './imports/registry.routes.ts';
import { inspectionRoutes } from './inspections/inspections.routes.ts';
import { liveRoutes } from './live/live.routes.ts';
import { noticeRoutes } from './notices/notices.routes.ts';
import { peopleRoutes } from './people/people.routes.ts';
import { permitRoutes } from './permits/permits.routes.ts';
import { openingRoutes } from './places/openings.routes.ts';
import { placeRoutes } from './places/places.routes.ts';
import { transferRoutes } from './places/transfers.routes.ts';
import { searchRoutes } from './search/search.routes.ts';
import { grantorRoutes } from './sharing/grantors.routes.ts';
import { sharingRoutes } from './sharing/sharing.routes.ts';
import { tileRoutes } from './tiles/tiles.routes.ts';

/** Every domain's routes, in the order of the product's navigation. */
export async function mountDomains(app: FastifyInstance, house: House): Promise<void> {
  peopleRoutes(app, house);
  demoRoutes(app, house);
  placeRoutes(app, house);
  transferRoutes(app, house);
  openingRoutes(app, house);
  inspectionRoutes(app, house);
  permitRoutes(app, house);
  importRoutes(app, house);
  exportRoutes(app, house);
  searchRoutes(app, house);
  tileRoutes(app, house);
  sharingRoutes(app, house);
  grantorRoutes(app, house);
  accessRoutes(app, house);
  settingsRoutes(app, house);
  auditRoutes(app, house);
  noticeRoutes(app, house);
  operatorRoutes(app, house);
  serverRoutes(app, house);
  registryRoutes(app, house);
  await liveRoutes(app, house);
}
