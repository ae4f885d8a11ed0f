import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { searchOf } from '../../app/search-of.ts';

const getParentRoute = () => inside;

export const permitRoutes = [
  createRoute({
    getParentRoute,
    path: '/permits',
    validateSearch: searchOf('q', 'status', 'type', 'class', 'access', 'agency', 'place', 'sort'),
    component: lazyRouteComponent(() => import('./permits.screen.tsx'), 'PermitsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/permits/new',
    validateSearch: searchOf('place'),
    component: lazyRouteComponent(() => import('./permit-new.screen.tsx'), 'NewPermitScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/permits/$id',
    validateSearch: searchOf('tab'),
    component: lazyRouteComponent(() => import('./permit.screen.tsx'), 'PermitScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/permits/$id/edit',
    component: lazyRouteComponent(() => import('./permit-edit.screen.tsx'), 'EditPermitScreen'),
  }),
];
