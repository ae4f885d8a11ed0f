import { createRootRoute, Outlet } from '@tanstack/react-router';
import { NotFoundScreen } from '../screens/not-found/not-found.screen.tsx';
import { Broken } from './broken.tsx';
import { OfflineBanner } from './offline-banner.tsx';

/** Around every page there is. */
export const root = createRootRoute({
  component: () => (
    <>
      <OfflineBanner />
      <Outlet />
    </>
  ),
  notFoundComponent: NotFoundScreen,
  errorComponent: Broken,
});
