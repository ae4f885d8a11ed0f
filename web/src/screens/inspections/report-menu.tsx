import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Inspection } from '../../api/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { useCan } from '../../ui/me.tsx';
import { toastProblem } from '../../ui/toast.tsx';
import { EmailDialog } from './email-dialog.tsx';

const keptFor = 60_000;

/** The report of an own inspection: as a file, in the browser, or by e-mail. */
export function ReportMenu({ inspection }: { inspection: Inspection }) {
  const can = useCan(inspection);
  const [busy, setBusy] = useState(false);
  const [mailing, setMailing] = useState(false);

  const read = async (show: (address: string) => void, give: () => void = () => {}) => {
    setBusy(true);
    try {
      const file = await call<Blob>('GET', `/v1/inspections/${inspection.id}/report.pdf`);
      const address = URL.createObjectURL(file);
      setTimeout(() => URL.revokeObjectURL(address), keptFor);
      show(address);
    } catch (error) {
      give();
      toastProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const download = () =>
    read((address) => {
      const link = document.createElement('a');
      link.href = address;
      link.download = `inspection-${inspection.number}.pdf`;
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
            Report
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
      <EmailDialog inspection={inspection} opened={mailing} close={() => setMailing(false)} />
    </>
  );
}
