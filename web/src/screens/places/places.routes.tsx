import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

const getParentRoute = () => inside;

export const placeRoutes = [
  createRoute({
    getParentRoute,
    path: '/places',
    validateSearch: searchOf(
      'q',
      'access',
      'agency',
      'occupancyType',
      'constructionType',
      'city',
      'state',
      'zip',
      'sort',
    ),
    component: lateScreen(() => import('./places.screen.tsx'), 'PlacesScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/places/new',
    component: lateScreen(() => import('./place-new.screen.tsx'), 'NewPlaceScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/places/$id',
    validateSearch: searchOf('tab'),
    component: lateScreen(() => import('./place.screen.tsx'), 'PlaceScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/places/$id/edit',
    component: lateScreen(() => import('./place-edit.screen.tsx'), 'EditPlaceScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/place-transfers',
    validateSearch: searchOf('direction', 'status'),
    component: lateScreen(() => import('./transfers.screen.tsx'), 'TransfersScreen'),
  }),
];
