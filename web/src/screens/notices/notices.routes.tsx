import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';

export const noticeRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/notices',
    component: lateScreen(() => import('./notices.screen.tsx'), 'NoticesScreen'),
  }),
];
