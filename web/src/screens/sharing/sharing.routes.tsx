import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

export const sharingRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/sharing',
    validateSearch: searchOf(
      'tab',
      'q',
      'module',
      'direction',
      'state',
      'sort',
      'agency',
      'kind',
      'how',
      'record',
      'user',
      'from',
      'to',
    ),
    component: lateScreen(() => import('./sharing.screen.tsx'), 'SharingScreen'),
  }),
];
