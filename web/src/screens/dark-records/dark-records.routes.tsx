import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';

export const darkRecordRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/dark-records',
    component: lateScreen(() => import('./dark-records.screen.tsx'), 'DarkRecordsScreen'),
  }),
];
