import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { CommunityProfile } from '../../api/messages.ts';
import { refresh } from '../../api/queries.ts';
import { WhyButton } from '../../exposure/why-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useCan } from '../../ui/me.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { toast } from '../../ui/toast.tsx';
import { titleOf } from './profile-words.ts';

/** What may be done with a profile; what may not is not there. */
export function ProfileActions({ profile }: { profile: CommunityProfile }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const can = useCan(profile);
  const [asked, setAsked] = useState(false);
  const { id, version, agency } = profile;
  const edit = { to: '/community-connect/$id/edit', params: { id } } as const;
  useShortcut('e', 'Edit', () => void navigate(edit), can('edit'));
  const remove = async () => {
    await call('DELETE', `/v1/community-connect/${id}`, { ifMatch: version });
    setAsked(false);
    toast('Profile deleted');
    await navigate({ to: '/community-connect' });
    await refresh(client, 'community-connect');
  };
  return (
    <>
      <WhyButton record={{ kind: 'communityConnect', id, title: titleOf(profile) }} parties={[agency.id]} />
      {can('edit') && (
        <Button size="sm" variant="default" renderRoot={(props) => <Link {...edit} {...props} />}>
          Edit
        </Button>
      )}
      {can('delete') && (
        <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label="More">
              <Icon name="dots" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item className="menu-danger" onClick={() => setAsked(true)}>
              Delete this profile…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <ConfirmDialog
        opened={asked}
        title="Delete this profile?"
        confirm="Delete"
        danger
        onConfirm={remove}
        onClose={() => setAsked(false)}
      >
        This permanently deletes the profile for your agency and every partner, with its needs and codes. You
        can't undo this.
      </ConfirmDialog>
    </>
  );
}
