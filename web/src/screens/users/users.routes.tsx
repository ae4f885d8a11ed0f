import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { searchOf } from '../../app/search-of.ts';

export const userRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/users',
    validateSearch: searchOf('q', 'active'),
    component: lazyRouteComponent(() => import('./users.screen.tsx'), 'UsersScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/users/new',
    component: lazyRouteComponent(() => import('./user-new.screen.tsx'), 'NewUserScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/users/$id',
    component: lazyRouteComponent(() => import('./user.screen.tsx'), 'UserScreen'),
  }),
];
