import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

const getParentRoute = () => inside;

export const prePlanRoutes = [
  createRoute({
    getParentRoute,
    path: '/pre-plans',
    validateSearch: searchOf('q', 'status', 'draft', 'access', 'agency', 'dueBefore', 'sort'),
    component: lateScreen(() => import('./pre-plans.screen.tsx'), 'PrePlansScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/pre-plans/new',
    validateSearch: searchOf('place'),
    component: lateScreen(() => import('./pre-plan-new.screen.tsx'), 'NewPrePlanScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/pre-plans/$id',
    validateSearch: searchOf('tab', 'view'),
    component: lateScreen(() => import('./pre-plan.screen.tsx'), 'PrePlanScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/pre-plans/$id/edit',
    component: lateScreen(() => import('./pre-plan-edit.screen.tsx'), 'EditPrePlanScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/pre-plans/$id/quick',
    component: lateScreen(() => import('./quick/quick.screen.tsx'), 'QuickViewScreen'),
  }),
];
