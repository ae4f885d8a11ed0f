import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Me, Notice } from '../../api/messages.ts';
import { AgencyMark } from '../../ui/agency-mark.tsx';
import { agoText, momentText } from '../../ui/times.ts';
import { noticeLink } from './notice-link.ts';

/** One notice: whose doing it is, what happened, when, and whether it was read. It leads to what it tells of. */
export function NoticeItem({
  me,
  notice,
  timeZone,
  read,
}: {
  me: Me;
  notice: Notice;
  timeZone: string;
  read: () => Promise<void>;
}) {
  const [busy, setBusy] = useState(false);
  const leads = noticeLink(notice, me);
  const mark = async () => {
    if (busy || notice.read) return;
    setBusy(true);
    await read();
    setBusy(false);
  };
  return (
    <li className={notice.read ? 'notice' : 'notice notice-unread'}>
      <AgencyMark color={notice.about?.color ?? 'var(--line)'} />
      <div className="notice-words">
        <p id={notice.id}>
          {leads ? (
            <Link
              to={leads.to}
              search={(leads.search ?? {}) as never}
              className="notice-link"
              onClick={() => void mark()}
            >
              {notice.text}
            </Link>
          ) : (
            notice.text
          )}
        </p>
        <Text size="sm" c="dimmed">
          {notice.about && !notice.text.includes(notice.about.name) && `${notice.about.name} · `}
          <time dateTime={notice.updatedAt} title={momentText(notice.updatedAt, timeZone)}>
            {agoText(notice.updatedAt, timeZone)}
          </time>
        </Text>
      </div>
      <Button
        size="compact-sm"
        variant="subtle"
        className="notice-mark"
        aria-describedby={notice.id}
        aria-disabled={notice.read || busy}
        onClick={() => void mark()}
      >
        {notice.read ? 'Read' : 'Mark as read'}
      </Button>
    </li>
  );
}
