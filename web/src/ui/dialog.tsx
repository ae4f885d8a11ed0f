import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

/** A question or a small form over the page, under a title. */
export const Dialog = ({
  opened,
  close,
  title,
  size,
  children,
}: {
  opened: boolean;
  close: () => void;
  title: ReactNode;
  size?: number;
  children: ReactNode;
}) => (
  <Modal.Root opened={opened} onClose={close} centered {...(size && { size })}>
    <Modal.Overlay />
    <Modal.Content>
      <Modal.Body>
        <Modal.Title>{title}</Modal.Title>
        {children}
      </Modal.Body>
    </Modal.Content>
  </Modal.Root>
);
