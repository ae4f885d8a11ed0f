import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { startViewAs, useViewAs } from '../api/view-as.ts';
import { Icon } from '../ui/icon.tsx';
import { mayLeave } from '../ui/leave-guard.tsx';
import { useMe } from '../ui/me.tsx';
import { maySetSharing, type NamedAgency } from './agencies.query.ts';

const noColor = '#7d8b95';

/** The lists that partners' eyes can be borrowed for, and what one has to hold oneself to read them. */
const lists = [
  { to: '/places', needs: 'Addresses - Read' },
  { to: '/permits', needs: 'FD Permits - Read' },
  { to: '/inspections', needs: 'Fire Inspections - Read' },
] as const;

/** Begins to read as a partner, at the first list one may read; null where one may not. */
export function useStartViewAs(): ((agency: NamedAgency) => void) | null {
  const me = useMe();
  const navigate = useNavigate();
  const viewing = useViewAs() !== null;
  const list = lists.find(({ needs }) => me.permissions.includes(needs));
  if (!list || viewing || !maySetSharing(me)) return null;
  const start = async ({ id, name, color = noColor }: NamedAgency) => {
    if (!(await mayLeave())) return;
    startViewAs({ id, name, color });
    await navigate({ to: list.to as string, ignoreBlocker: true });
  };
  return (agency) => void start(agency);
}

/** "View as Comfort VFD", in a menu. */
export function ViewAsItem({ agency }: { agency: NamedAgency }) {
  const start = useStartViewAs();
  if (!start) return null;
  return (
    <Menu.Item leftSection={<Icon name="eye" size={16} />} onClick={() => start(agency)}>
      View as {agency.name}
    </Menu.Item>
  );
}
