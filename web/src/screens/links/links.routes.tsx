import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';

export const linkRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/operator/links',
    component: lazyRouteComponent(() => import('./links.screen.tsx'), 'LinksScreen'),
  }),
];
