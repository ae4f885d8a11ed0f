import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';

/** Slides in from the right, over the page; the whole screen on a phone. */
export const SidePanel = ({
  opened,
  title,
  children,
  onClose,
}: {
  opened: boolean;
  title: ReactNode;
  children: ReactNode;
  onClose: () => void;
}) => (
  <Drawer.Root opened={opened} onClose={onClose} position="right" size="min(480px, 100vw)">
    <Drawer.Overlay />
    <Drawer.Content className="side-panel">
      <div className="dialog-head side-panel-head">
        <Drawer.Title>{title}</Drawer.Title>
        <Drawer.CloseButton size="lg" aria-label="Close" />
      </div>
      <Drawer.Body>{children}</Drawer.Body>
    </Drawer.Content>
  </Drawer.Root>
);
