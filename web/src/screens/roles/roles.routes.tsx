import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

export const roleRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/roles',
    component: lateScreen(() => import('./roles.screen.tsx'), 'RolesScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/roles/new',
    validateSearch: searchOf('like'),
    component: lateScreen(() => import('./role-new.screen.tsx'), 'NewRoleScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/roles/$id',
    component: lateScreen(() => import('./role.screen.tsx'), 'RoleScreen'),
  }),
];
