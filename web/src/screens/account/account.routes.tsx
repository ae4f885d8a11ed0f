import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

export const accountRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/account',
    validateSearch: searchOf('tab'),
    component: lateScreen(() => import('./account.screen.tsx'), 'AccountScreen'),
  }),
];
