import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

const getParentRoute = () => inside;

export const permitRoutes = [
  createRoute({
    getParentRoute,
    path: '/permits',
    validateSearch: searchOf('q', 'status', 'type', 'class', 'access', 'agency', 'place', 'sort'),
    component: lateScreen(() => import('./permits.screen.tsx'), 'PermitsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/permits/new',
    validateSearch: searchOf('place'),
    component: lateScreen(() => import('./permit-new.screen.tsx'), 'NewPermitScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/permits/$id',
    validateSearch: searchOf('tab'),
    component: lateScreen(() => import('./permit.screen.tsx'), 'PermitScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/permits/$id/edit',
    component: lateScreen(() => import('./permit-edit.screen.tsx'), 'EditPermitScreen'),
  }),
];
