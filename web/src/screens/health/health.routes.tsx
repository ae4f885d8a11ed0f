import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';

export const healthRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/operator/health',
    component: lazyRouteComponent(() => import('./health.screen.tsx'), 'HealthScreen'),
  }),
];
