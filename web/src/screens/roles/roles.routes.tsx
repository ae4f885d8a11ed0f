import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { searchOf } from '../../app/search-of.ts';

export const roleRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/roles',
    component: lazyRouteComponent(() => import('./roles.screen.tsx'), 'RolesScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/roles/new',
    validateSearch: searchOf('like'),
    component: lazyRouteComponent(() => import('./role-new.screen.tsx'), 'NewRoleScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/roles/$id',
    component: lazyRouteComponent(() => import('./role.screen.tsx'), 'RoleScreen'),
  }),
];
