import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { searchOf } from '../../app/search-of.ts';

export const accountRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/account',
    validateSearch: searchOf('tab'),
    component: lazyRouteComponent(() => import('./account.screen.tsx'), 'AccountScreen'),
  }),
];
