import { ActionIcon, Drawer } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { Link, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { LeaveDialog } from '../ui/leave-guard.tsx';
import { Logo } from '../ui/logo.tsx';
import { useMe } from '../ui/me.tsx';
import { ToastRegion } from '../ui/toast.tsx';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';
import { useLive } from './use-live.ts';
import { ViewAsBanner } from './view-as-banner.tsx';

/** The page around every screen: where one can go, who one is, and what is on top of it all. */
export function Shell({ children }: { children: ReactNode }) {
  const me = useMe();
  useLive(me);
  const wide = useMediaQuery('(min-width: 64em)', true, { getInitialValueInEffect: false });
  const roomy = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  const [chosen, setFolded] = useLocalStorage<boolean | null>({
    key: 'standpipe-sidebar-folded',
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  // On a tablet tables need the room more than the words beside the signs do.
  const folded = chosen ?? !roomy;
  const [drawer, setDrawer] = useState(false);
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever has gone somewhere is done with the drawer
  useEffect(() => setDrawer(false), [pathname]);
  return (
    <div className="shell" data-folded={folded || undefined}>
      <a href="#content" className="skip-link">
        Skip to the content
      </a>
      {wide && (
        <aside className="side" aria-label="Sidebar">
          <div className="side-head">
            <Link to="/" aria-label="Standpipe, start page" className="logo-link">
              <Logo size={26} />
            </Link>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={folded ? 'Unfold the sidebar' : 'Fold the sidebar'}
              aria-expanded={!folded}
              onClick={() => setFolded(!folded)}
            >
              <Icon name="sidebar" />
            </ActionIcon>
          </div>
          <Sidebar folded={folded} />
        </aside>
      )}
      <div className="shell-main">
        <ViewAsBanner />
        <TopBar openDrawer={wide ? null : () => setDrawer(true)} />
        <main id="content" className="shell-body" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Drawer.Root opened={drawer && !wide} onClose={() => setDrawer(false)} size={280}>
        <Drawer.Overlay />
        <Drawer.Content aria-label="Navigation">
          <Drawer.Body className="side-drawer">
            <div className="side-head">
              <Logo size={26} />
              <Drawer.CloseButton size="lg" aria-label="Close the navigation" />
            </div>
            <Sidebar folded={false} />
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
      <LeaveDialog />
      <ToastRegion />
    </div>
  );
}
