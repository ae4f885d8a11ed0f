import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/settings',
    component: lateScreen(() => import('./settings.screen.tsx'), 'SettingsScreen'),
  }),
];
