import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';

export const noticeRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/notices',
    component: lazyRouteComponent(() => import('./notices.screen.tsx'), 'NoticesScreen'),
  }),
];
