import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
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
    component: lateScreen(() => import('./client-sheet.screen.tsx'), 'ClientSheetScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/user-data-sharing',
    validateSearch: searchOf('q', 'county', 'sharing', 'inspections', 'addressShareModule', 'permits'),
    component: lateScreen(() => import('./user-sheet.screen.tsx'), 'UserSheetScreen'),
  }),
];
