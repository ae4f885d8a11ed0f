import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/settings',
    component: lazyRouteComponent(() => import('./settings.screen.tsx'), 'SettingsScreen'),
  }),
];
