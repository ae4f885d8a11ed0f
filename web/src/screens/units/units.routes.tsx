import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

const getParentRoute = () => inside;

export const unitRoutes = [
  createRoute({
    getParentRoute,
    path: '/units',
    validateSearch: searchOf('q', 'type', 'access', 'agency', 'sort'),
    component: lateScreen(() => import('./units.screen.tsx'), 'UnitsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/units/new',
    component: lateScreen(() => import('./unit-new.screen.tsx'), 'NewUnitScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/units/$id',
    component: lateScreen(() => import('./unit.screen.tsx'), 'UnitScreen'),
  }),
];
