import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { searchOf } from '../../app/search-of.ts';

export const sharingSheetRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/client-data-sharing',
    validateSearch: searchOf(
      'q',
      'county',
      'sharing',
      'prePlans',
      'hydrants',
      'communityConnect',
      'address',
      'deviceLocations',
      'command',
      'messaging',
    ),
    component: lazyRouteComponent(() => import('./client-sheet.screen.tsx'), 'ClientSheetScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/user-data-sharing',
    validateSearch: searchOf('q', 'county', 'sharing', 'inspections', 'addressShareModule', 'permits'),
    component: lazyRouteComponent(() => import('./user-sheet.screen.tsx'), 'UserSheetScreen'),
  }),
];
