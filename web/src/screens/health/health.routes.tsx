import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';

export const healthRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/operator/health',
    component: lateScreen(() => import('./health.screen.tsx'), 'HealthScreen'),
  }),
];
