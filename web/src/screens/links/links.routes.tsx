import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';

export const linkRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/operator/links',
    component: lateScreen(() => import('./links.screen.tsx'), 'LinksScreen'),
  }),
];
