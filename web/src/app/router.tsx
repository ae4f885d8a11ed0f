import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  parseSearchWith,
  stringifySearchWith,
} from '@tanstack/react-router';
import { InvitationScreen } from '../screens/invitation/invitation.screen.tsx';
import { NotFoundScreen } from '../screens/not-found/not-found.screen.tsx';
import { ForgottenScreen } from '../screens/password/forgotten.screen.tsx';
import { ResetScreen } from '../screens/password/reset.screen.tsx';
import { SetupScreen } from '../screens/setup/setup.screen.tsx';
import { Broken } from './broken.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { Start } from './start.tsx';

const root = createRootRoute({
  component: () => (
    <>
      <OfflineBanner />
      <Outlet />
    </>
  ),
  notFoundComponent: NotFoundScreen,
  errorComponent: Broken,
});

const start = createRoute({ getParentRoute: () => root, path: '/', component: Start });

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup/$token',
  component: () => <SetupScreen token={setup.useParams().token} />,
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: () => <InvitationScreen token={invitation.useParams().token} />,
});

const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten-password',
  component: ForgottenScreen,
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  validateSearch: ({ token }): { token?: string } => (token === undefined ? {} : { token: String(token) }),
  component: () => <ResetScreen token={reset.useSearch().token ?? null} />,
});

const resetByLink = createRoute({
  getParentRoute: () => root,
  path: '/reset-password/$token',
  component: () => <ResetScreen token={resetByLink.useParams().token} />,
});

/** Every page there is; any other address is told that it leads nowhere. */
export const makeRouter = () =>
  createRouter({
    routeTree: root.addChildren([start, setup, invitation, forgotten, reset, resetByLink]),
    // Tokens are text, also those that look like numbers.
    parseSearch: parseSearchWith((value) => value),
    stringifySearch: stringifySearchWith(String),
    defaultPreload: false,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
