import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

const getParentRoute = () => inside;

export const boardRoutes = [
  createRoute({
    getParentRoute,
    path: '/command-boards',
    validateSearch: searchOf('q', 'status', 'access', 'agency', 'sort'),
    component: lateScreen(() => import('./boards.screen.tsx'), 'BoardsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/command-boards/new',
    component: lateScreen(() => import('./board-new.screen.tsx'), 'NewBoardScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/command-boards/$id',
    component: lateScreen(() => import('./board.screen.tsx'), 'BoardScreen'),
  }),
];
