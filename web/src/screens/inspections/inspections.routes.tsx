import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';
import { searchOf } from '../../app/search-of.ts';

const getParentRoute = () => inside;

export const inspectionRoutes = [
  createRoute({
    getParentRoute,
    path: '/inspections',
    validateSearch: searchOf(
      'q',
      'status',
      'type',
      'assignedTo',
      'scheduledFrom',
      'scheduledTo',
      'access',
      'agency',
      'place',
      'sort',
    ),
    component: lateScreen(() => import('./inspections.screen.tsx'), 'InspectionsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/inspections/calendar',
    validateSearch: searchOf('on', 'view', 'assignedTo', 'status', 'type', 'access', 'agency'),
    component: lateScreen(() => import('./calendar.screen.tsx'), 'CalendarScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/inspections/new',
    validateSearch: searchOf('place', 'on', 'after'),
    component: lateScreen(() => import('./inspection-new.screen.tsx'), 'NewInspectionScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/inspections/$id',
    validateSearch: searchOf('tab'),
    component: lateScreen(() => import('./inspection.screen.tsx'), 'InspectionScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/inspections/$id/edit',
    component: lateScreen(() => import('./inspection-edit.screen.tsx'), 'EditInspectionScreen'),
  }),
];
