import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { searchOf } from '../../app/search-of.ts';

export const agencyRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/operator/agencies',
    validateSearch: searchOf('q'),
    component: lazyRouteComponent(() => import('./agencies.screen.tsx'), 'AgenciesScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/operator/agencies/new',
    component: lazyRouteComponent(() => import('./agency-new.screen.tsx'), 'NewAgencyScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/operator/agencies/$id',
    component: lazyRouteComponent(() => import('./agency.screen.tsx'), 'AgencyScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/operator/agencies/$id/edit',
    component: lazyRouteComponent(() => import('./agency-edit.screen.tsx'), 'EditAgencyScreen'),
  }),
];
