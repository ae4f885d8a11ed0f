import { ActionIcon, Popover } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Me } from '../api/messages.ts';
import { noticesQuery } from '../screens/notices/notices.query.ts';
import { Notices } from '../screens/notices/notices.tsx';
import { Icon } from '../ui/icon.tsx';

/** How many notices are unread, and the notices themselves. */
export function NoticeBell({ me, timeZone }: { me: Me; timeZone: string }) {
  const [open, setOpen] = useState(false);
  const at = useRouterState({ select: ({ location }) => location.href });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever has gone somewhere is done with the notices
  useEffect(() => setOpen(false), [at]);
  const list = useInfiniteQuery(noticesQuery(me, 'unread'));
  const unread = list.data?.pages[0]?.unread ?? 0;
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width={440}
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={40}
          className="bell"
          aria-label={unread > 0 ? `Notices, ${unread > 99 ? '99+' : unread} unread` : 'Notices'}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon name="bell" size={20} />
          {unread > 0 && <span className="bell-count">{unread > 99 ? '99+' : unread}</span>}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className="bell-list" role="dialog" aria-label="Notices">
        {open && <Notices me={me} timeZone={timeZone} bare />}
        <p className="bell-all">
          <Link to="/notices" className="text-link" onClick={() => setOpen(false)}>
            All notices
          </Link>
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}
