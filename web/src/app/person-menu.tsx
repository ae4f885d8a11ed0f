import { Button, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Me } from '../api/messages.ts';
import { signOut, signOutEverywhere } from '../api/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { initials } from '../ui/initials.ts';
import { type Scheme, schemes, useScheme } from '../ui/scheme.ts';

/** Who is signed in, and the ways out. */
export function PersonMenu({
  me,
  attempt,
  showShortcuts,
}: {
  me: Me;
  /** Does it unless something typed is not saved, and tells when it came to nothing. */
  attempt: (work: () => Promise<void>) => Promise<void>;
  showShortcuts: () => void;
}) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [scheme, chooseScheme] = useScheme();
  const everywhere = async () => {
    setBusy(true);
    await attempt(() => signOutEverywhere(client));
    setBusy(false);
    setAsking(false);
  };
  return (
    <>
      <Menu position="bottom-end" width={280} withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <UnstyledButton className="tool" aria-label={`${me.user.name}: account`}>
            <span className="initials" data-initials={initials(me.user.name, 'last')} aria-hidden="true" />
            <span className="tool-name">{me.user.name}</span>
            <Icon name="chevron" size={16} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <div className="menu-person">
            <Text fw={600}>{me.user.name}</Text>
            <Text size="sm" c="dimmed" className="breaks">
              {me.user.email}
            </Text>
          </div>
          <Menu.Divider />
          <Menu.Item
            renderRoot={(props) => <Link to="/account" {...props} />}
            leftSection={<Icon name="user" />}
          >
            Your account
          </Menu.Item>
          {me.agency && (
            <Menu.Item
              renderRoot={(props) => <Link to="/account" search={{ tab: 'keys' }} {...props} />}
              leftSection={<Icon name="lock" />}
            >
              API keys
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Label>Appearance</Menu.Label>
          <Menu.RadioGroup value={scheme} onChange={(value) => chooseScheme(value as Scheme)}>
            {schemes.map(({ value, label }) => (
              <Menu.RadioItem key={value} value={value}>
                {label}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Item onClick={showShortcuts} leftSection={<Icon name="key" />}>
            Keyboard shortcuts
          </Menu.Item>
          <Menu.Item component="a" href="/api/docs" leftSection={<Icon name="external" />}>
            API reference
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="out" />} onClick={() => void attempt(() => signOut(client))}>
            Sign out
          </Menu.Item>
          <Menu.Item onClick={() => setAsking(true)} leftSection={<Icon name="out" />}>
            Sign out everywhere…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={asking} close={() => setAsking(false)} title="Sign out everywhere?">
        <Text mt="xs">
          You will be signed out on every device, including this one. API keys keep working.
        </Text>
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button size="sm" variant="default" onClick={() => setAsking(false)}>
            Stay signed in
          </Button>
          <Button size="sm" onClick={() => void everywhere()} loading={busy}>
            Sign out everywhere
          </Button>
        </Group>
      </Dialog>
    </>
  );
}
