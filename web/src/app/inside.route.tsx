import { createRoute } from '@tanstack/react-router';
import { Gate } from './gate.tsx';
import { root } from './root.route.tsx';

/** The parent of every screen for somebody who is signed in: the shell, with the way in before it. */
export const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Gate });
