import { ActionIcon, Kbd, UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { actFor } from '../api/session.ts';
import { AgencyMark } from '../ui/agency-mark.tsx';
import { Icon } from '../ui/icon.tsx';
import { mayLeave } from '../ui/leave-guard.tsx';
import { Logo } from '../ui/logo.tsx';
import { useMe } from '../ui/me.tsx';
import { useShortcut, useShortcutKeys } from '../ui/shortcuts.ts';
import { toastProblem } from '../ui/toast.tsx';
import { AgencySwitch } from './agency-switch.tsx';
import { Jumps } from './jumps.tsx';
import { itemAt } from './navigation.ts';
import { NoticeBell } from './notice-bell.tsx';
import { PersonMenu } from './person-menu.tsx';

const loadPalette = () => import('./palette.tsx');
const Palette = lazy(loadPalette);
const ShortcutList = lazy(() => import('./shortcut-list.tsx'));
const isApple = /Mac|iP(hone|ad)/.test(navigator.platform);

/** Search, the agency one acts for, notices, and who one is. */
export function TopBar({ openDrawer }: { openDrawer: (() => void) | null }) {
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const [open, setOpen] = useState<'search' | 'shortcuts' | null>(null);
  const close = () => setOpen(null);
  useShortcutKeys();
  // Whoever presses the keys types on at once: the field has to be there.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => {}), 1500);
    return () => clearTimeout(timer);
  }, []);
  useShortcut('mod+k', 'Search', () => setOpen(open === 'search' ? null : 'search'));
  useShortcut('/', 'Search', () => setOpen('search'));
  useShortcut('?', 'Show shortcuts', () => setOpen('shortcuts'));

  const attempt = async (work: () => Promise<void>) => {
    if (await mayLeave()) await work().catch(toastProblem);
  };
  // A record of one agency is none of the other's: one goes up to the screen it belongs to.
  const choose = (id: string) =>
    attempt(async () => {
      await actFor(client, id);
      const item = itemAt(router.state.location.pathname);
      await navigate({ to: item?.to ?? '/', ignoreBlocker: true });
    });
  return (
    <header className="top">
      {openDrawer && (
        <>
          <ActionIcon variant="subtle" color="gray" size={40} aria-label="Navigation" onClick={openDrawer}>
            <Icon name="menu" size={20} />
          </ActionIcon>
          <Link to="/" aria-label="Standpipe, start page" className="logo-link">
            <Logo size={26} bare />
          </Link>
        </>
      )}
      <UnstyledButton className="top-search" onClick={() => setOpen('search')}>
        <Icon name="search" size={16} />
        <span>Search</span>
        <Kbd size="xs" aria-hidden="true">
          {isApple ? '⌘ K' : 'Ctrl K'}
        </Kbd>
      </UnstyledButton>
      <div className="top-tools">
        {me.memberships.length < 2 && me.agency && (
          <span className="top-agency">
            <AgencyMark color={me.agency.color} />
            <span>{me.agency.name}</span>
          </span>
        )}
        <AgencySwitch me={me} choose={(id) => void choose(id)} />
        {me.agency && <NoticeBell me={me} timeZone={me.agency.timeZone} />}
        <PersonMenu me={me} attempt={attempt} showShortcuts={() => setOpen('shortcuts')} />
      </div>
      <Jumps />
      <Suspense>
        {open === 'search' && <Palette close={close} />}
        {open === 'shortcuts' && <ShortcutList close={close} />}
      </Suspense>
    </header>
  );
}
