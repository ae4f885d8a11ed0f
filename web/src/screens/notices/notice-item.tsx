import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { Notice } from '../../api/messages.ts';
import { AgencyMark } from '../../ui/agency-mark.tsx';
import { agoText, momentText } from '../../ui/times.ts';

/** One notice: whose doing it is, what happened, when, and whether it was read. */
export function NoticeItem({
  notice,
  timeZone,
  read,
}: {
  notice: Notice;
  timeZone: string;
  read: () => Promise<void>;
}) {
  const [busy, setBusy] = useState(false);
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
        <p id={notice.id}>{notice.text}</p>
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
