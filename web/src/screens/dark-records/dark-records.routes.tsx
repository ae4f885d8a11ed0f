import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';

export const darkRecordRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/dark-records',
    component: lazyRouteComponent(() => import('./dark-records.screen.tsx'), 'DarkRecordsScreen'),
  }),
];
