import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { DocumentEmail } from './document-email.tsx';
import { Icon } from './icon.tsx';
import { toastProblem } from './toast.tsx';

const openFor = 60_000;

/** A printed document of an own record, as the API has it, and what its menu says. */
export interface DocumentOf {
  /** The record's path, as in "/v1/permits/…". */
  readonly path: `/v1/${string}`;
  /** The document's name there, as in "permit.pdf". */
  readonly file: string;
  readonly fileName: string;
  readonly button: string;
  /** As in "the report of I-2026-0001". */
  readonly title: string;
  /** What the PDF contains, for whoever is about to send it. */
  readonly explanation: string;
  readonly sent: string;
}

/** A document of an own record: as a file, in the browser, or by e-mail. */
export function DocumentMenu({
  document: { path, file, fileName, button, ...mail },
  can,
}: {
  document: DocumentOf;
  can: (action: 'download' | 'email') => boolean;
}) {
  const [busy, setBusy] = useState(false);
  const [mailing, setMailing] = useState(false);
  if (!can('download') && !can('email')) return null;

  const read = async (show: (address: string) => void, stop: () => void = () => {}) => {
    setBusy(true);
    try {
      const content = await call<Blob>('GET', `${path}/${file}`);
      const address = URL.createObjectURL(content);
      setTimeout(() => URL.revokeObjectURL(address), openFor);
      show(address);
    } catch (error) {
      stop();
      toastProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const download = () =>
    read((address) => {
      const link = document.createElement('a');
      link.href = address;
      link.download = fileName;
      link.click();
    });
  const open = () => {
    // Browsers open a tab for a press alone, not for an answer that comes later.
    const tab = window.open('', '_blank');
    return read(
      (address) => (tab ? tab.location.replace(address) : location.assign(address)),
      () => tab?.close(),
    );
  };
  return (
    <>
      <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button size="sm" variant="default" loading={busy} rightSection={<Icon name="chevron" size={14} />}>
            {button}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {can('download') && (
            <>
              <Menu.Item onClick={() => void download()}>Download PDF</Menu.Item>
              <Menu.Item onClick={() => void open()}>Open in a new tab</Menu.Item>
            </>
          )}
          {can('email') && <Menu.Item onClick={() => setMailing(true)}>Send by e-mail…</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <DocumentEmail path={path} {...mail} opened={mailing} close={() => setMailing(false)} />
    </>
  );
}
