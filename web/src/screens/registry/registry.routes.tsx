import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';

export const registryRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/operator/registry',
    component: lateScreen(() => import('./registry.screen.tsx'), 'RegistryScreen'),
  }),
];
