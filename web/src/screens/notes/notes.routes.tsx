import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

const getParentRoute = () => inside;

export const noteRoutes = [
  createRoute({
    getParentRoute,
    path: '/notes',
    validateSearch: searchOf('q', 'status', 'kind', 'owner', 'access', 'agency', 'sort'),
    component: lateScreen(() => import('./notes.screen.tsx'), 'NotesScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/notes/$id',
    component: lateScreen(() => import('./note.screen.tsx'), 'NoteScreen'),
  }),
];
