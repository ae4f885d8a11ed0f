import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

export const auditRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/audit',
    validateSearch: searchOf('from', 'to', 'user', 'kind', 'action', 'record', 'agency'),
    component: lateScreen(() => import('./audit.screen.tsx'), 'AuditScreen'),
  }),
];
