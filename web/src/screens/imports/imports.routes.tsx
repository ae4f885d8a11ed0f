import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

export const importRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/imports',
    validateSearch: searchOf('tab', 'kind', 'status'),
    component: lateScreen(() => import('./imports.screen.tsx'), 'ImportsScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/imports/new',
    component: lateScreen(() => import('./import-new.screen.tsx'), 'NewImportScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/admin/imports/$id',
    component: lateScreen(() => import('./import.screen.tsx'), 'ImportScreen'),
  }),
];
