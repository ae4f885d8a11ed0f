import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

export const mapRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/map',
    validateSearch: searchOf('record', 'tab', 'hide', 'off', 'as'),
    component: lateScreen(() => import('./map.screen.tsx'), 'MapScreen'),
  }),
];
