import { createRouter, parseSearchWith, stringifySearchWith } from '@tanstack/react-router';
import { accountRoutes } from '../screens/account/account.routes.tsx';
import { agencyRoutes } from '../screens/agencies/agencies.routes.tsx';
import { auditRoutes } from '../screens/audit/audit.routes.tsx';
import { boardRoutes } from '../screens/boards/boards.routes.tsx';
import { communityConnectRoutes } from '../screens/community-connect/community-connect.routes.tsx';
import { darkRecordRoutes } from '../screens/dark-records/dark-records.routes.tsx';
import { healthRoutes } from '../screens/health/health.routes.tsx';
import { homeRoutes } from '../screens/home/home.routes.tsx';
import { hydrantRoutes } from '../screens/hydrants/hydrants.routes.tsx';
import { importRoutes } from '../screens/imports/imports.routes.tsx';
import { inspectionRoutes } from '../screens/inspections/inspections.routes.tsx';
import { linkRoutes } from '../screens/links/links.routes.tsx';
import { mapRoutes } from '../screens/map/map.routes.tsx';
import { messageRoutes } from '../screens/messages/messages.routes.tsx';
import { noteRoutes } from '../screens/notes/notes.routes.tsx';
import { noticeRoutes } from '../screens/notices/notices.routes.tsx';
import { permitRoutes } from '../screens/permits/permits.routes.tsx';
import { placeRoutes } from '../screens/places/places.routes.tsx';
import { prePlanRoutes } from '../screens/pre-plans/pre-plans.routes.tsx';
import { registryRoutes } from '../screens/registry/registry.routes.tsx';
import { roleRoutes } from '../screens/roles/roles.routes.tsx';
import { settingsRoutes } from '../screens/settings/settings.routes.tsx';
import { sharingRoutes } from '../screens/sharing/sharing.routes.tsx';
import { sharingSheetRoutes } from '../screens/sharing-sheets/sharing-sheets.routes.tsx';
import { unitRoutes } from '../screens/units/units.routes.tsx';
import { userRoutes } from '../screens/users/users.routes.tsx';
import { inside } from './inside.route.tsx';
import { outsideRoutes } from './outside.routes.tsx';
import { root } from './root.route.tsx';

/** Every page there is; any other address is told that it leads nowhere. */
export const makeRouter = () =>
  createRouter({
    routeTree: root.addChildren([
      ...outsideRoutes,
      inside.addChildren([
        ...homeRoutes,
        ...mapRoutes,
        ...placeRoutes,
        ...inspectionRoutes,
        ...permitRoutes,
        ...hydrantRoutes,
        ...prePlanRoutes,
        ...communityConnectRoutes,
        ...unitRoutes,
        ...boardRoutes,
        ...noteRoutes,
        ...messageRoutes,
        ...agencyRoutes,
        ...linkRoutes,
        ...registryRoutes,
        ...healthRoutes,
        ...importRoutes,
        ...sharingRoutes,
        ...sharingSheetRoutes,
        ...darkRecordRoutes,
        ...userRoutes,
        ...roleRoutes,
        ...settingsRoutes,
        ...auditRoutes,
        ...accountRoutes,
        ...noticeRoutes,
      ]),
    ]),
    // Tokens are text, also those that look like numbers.
    parseSearch: parseSearchWith((value) => value),
    stringifySearch: stringifySearchWith(String),
    defaultPreload: 'intent',
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
