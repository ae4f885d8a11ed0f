import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

export const userRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/users',
    validateSearch: searchOf('q', 'active'),
    component: lateScreen(() => import('./users.screen.tsx'), 'UsersScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/api-keys',
    component: lateScreen(() => import('./agency-keys.screen.tsx'), 'AgencyKeysScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/users/new',
    component: lateScreen(() => import('./user-new.screen.tsx'), 'NewUserScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/users/$id',
    component: lateScreen(() => import('./user.screen.tsx'), 'UserScreen'),
  }),
];
