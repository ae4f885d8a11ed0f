import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

export const agencyRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/operator/agencies',
    validateSearch: searchOf('q', 'state', 'county', 'feature', 'administrator'),
    component: lateScreen(() => import('./agencies.screen.tsx'), 'AgenciesScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/operator/agencies/new',
    component: lateScreen(() => import('./agency-new.screen.tsx'), 'NewAgencyScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/operator/agencies/$id',
    component: lateScreen(() => import('./agency.screen.tsx'), 'AgencyScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/operator/agencies/$id/edit',
    component: lateScreen(() => import('./agency-edit.screen.tsx'), 'EditAgencyScreen'),
  }),
];
