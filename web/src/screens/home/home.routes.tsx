import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';

export const homeRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/',
    component: lateScreen(() => import('./home.screen.tsx'), 'HomeScreen'),
  }),
];
