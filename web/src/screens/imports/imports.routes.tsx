import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { searchOf } from '../../app/search-of.ts';

export const importRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/imports',
    validateSearch: searchOf('tab'),
    component: lazyRouteComponent(() => import('./imports.screen.tsx'), 'ImportsScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/imports/new',
    component: lazyRouteComponent(() => import('./import-new.screen.tsx'), 'NewImportScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/imports/$id',
    component: lazyRouteComponent(() => import('./import.screen.tsx'), 'ImportScreen'),
  }),
];
