import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
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
    component: lazyRouteComponent(() => import('./places.screen.tsx'), 'PlacesScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/places/new',
    component: lazyRouteComponent(() => import('./place-new.screen.tsx'), 'NewPlaceScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/places/$id',
    validateSearch: searchOf('tab'),
    component: lazyRouteComponent(() => import('./place.screen.tsx'), 'PlaceScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/places/$id/edit',
    component: lazyRouteComponent(() => import('./place-edit.screen.tsx'), 'EditPlaceScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/place-transfers',
    validateSearch: searchOf('direction', 'status'),
    component: lazyRouteComponent(() => import('./transfers.screen.tsx'), 'TransfersScreen'),
  }),
];
