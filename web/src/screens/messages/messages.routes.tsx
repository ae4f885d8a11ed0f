import { createRoute } from '@tanstack/react-router';
import { inside } from '../../app/inside.route.tsx';
import { lateScreen } from '../../app/late.ts';

const getParentRoute = () => inside;

export const messageRoutes = [
  createRoute({
    getParentRoute,
    path: '/messages',
    component: lateScreen(() => import('./conversations.screen.tsx'), 'ConversationsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/messages/new',
    component: lateScreen(() => import('./conversation-new.screen.tsx'), 'NewConversationScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/messages/$id',
    component: lateScreen(() => import('./conversation.screen.tsx'), 'ConversationScreen'),
  }),
];
