import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

const getParentRoute = () => inside;

export const communityConnectRoutes = [
  createRoute({
    getParentRoute,
    path: '/community-connect',
    validateSearch: searchOf('q', 'type', 'access', 'agency', 'sort'),
    component: lateScreen(() => import('./profiles.screen.tsx'), 'ProfilesScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/community-connect/new',
    validateSearch: searchOf('place'),
    component: lateScreen(() => import('./profile-new.screen.tsx'), 'NewProfileScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/community-connect/$id',
    component: lateScreen(() => import('./profile.screen.tsx'), 'ProfileScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/community-connect/$id/edit',
    component: lateScreen(() => import('./profile-edit.screen.tsx'), 'EditProfileScreen'),
  }),
];
