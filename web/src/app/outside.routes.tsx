import { createRoute } from '@tanstack/react-router';
import { InvitationScreen } from '../screens/invitation/invitation.screen.tsx';
import { ForgottenScreen } from '../screens/password/forgotten.screen.tsx';
import { ResetScreen } from '../screens/password/reset.screen.tsx';
import { SetupScreen } from '../screens/setup/setup.screen.tsx';
import { lateScreen } from './late.ts';
import { root } from './root.route.tsx';
import { searchOf } from './search-of.ts';

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
  validateSearch: searchOf('token'),
  component: () => <ResetScreen token={reset.useSearch().token ?? null} />,
});

const resetByLink = createRoute({
  getParentRoute: () => root,
  path: '/reset-password/$token',
  component: () => <ResetScreen token={resetByLink.useParams().token} />,
});

const lateConfirm = lateScreen(
  () => import('../screens/account/confirm-address.screen.tsx'),
  'ConfirmAddressScreen',
);

const confirmAddress = createRoute({
  getParentRoute: () => root,
  path: '/confirm-address',
  component: lateConfirm,
});

const confirmAddressByLink = createRoute({
  getParentRoute: () => root,
  path: '/confirm-address/$token',
  component: lateConfirm,
});

/** The pages that need nobody to be signed in. */
export const outsideRoutes = [
  setup,
  invitation,
  forgotten,
  reset,
  resetByLink,
  confirmAddress,
  confirmAddressByLink,
];
