import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';

export const registryRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/operator/registry',
    component: lazyRouteComponent(() => import('./registry.screen.tsx'), 'RegistryScreen'),
  }),
];
