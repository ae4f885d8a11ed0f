import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

const getParentRoute = () => inside;

export const hydrantRoutes = [
  createRoute({
    getParentRoute,
    path: '/hydrants',
    validateSearch: searchOf('q', 'status', 'type', 'flowClass', 'access', 'agency', 'sort'),
    component: lateScreen(() => import('./hydrants.screen.tsx'), 'HydrantsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/hydrants/new',
    component: lateScreen(() => import('./hydrant-new.screen.tsx'), 'NewHydrantScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/hydrants/$id',
    validateSearch: searchOf('tab'),
    component: lateScreen(() => import('./hydrant.screen.tsx'), 'HydrantScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/hydrants/$id/edit',
    component: lateScreen(() => import('./hydrant-edit.screen.tsx'), 'EditHydrantScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/hydrants/$id/test',
    component: lateScreen(() => import('./test-new.screen.tsx'), 'NewTestScreen'),
  }),
];
