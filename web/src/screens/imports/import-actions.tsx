import { ActionIcon, Button, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Import } from '../../api/messages.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { toast } from '../../ui/toast.tsx';
import { useImportDeeds } from './import.query.ts';
import { importKinds } from './import-words.ts';
import type { Mapping } from './use-mapping.ts';

/** What can be done with an import as it stands. */
export function ImportActions({
  record,
  mapping,
  leave,
}: {
  record: Import;
  mapping: Mapping;
  leave: () => void;
}) {
  const [asking, setAsking] = useState<'run' | 'delete' | null>(null);
  const navigate = useNavigate();
  const { remove } = useImportDeeds(record.id);
  const { status, dryRun, progress, kind, file } = record;
  const { busy, start, dirty } = mapping;
  if (status === 'running')
    return (
      <Button size="sm" variant="default" loading={busy === 'stop'} onClick={() => void start('stop')}>
        Stop
      </Button>
    );
  const halted = (status === 'stopped' || status === 'failed') && !dirty;
  const tried = status === 'done' && dryRun && !dirty;
  const many = importKinds[kind].many.toLowerCase();
  return (
    <>
      {halted && (
        <Button
          size="sm"
          loading={busy === 'resume'}
          disabled={busy !== null}
          onClick={() => void start('resume')}
        >
          Resume
        </Button>
      )}
      <Button
        size="sm"
        variant={halted || tried || (status === 'done' && !dirty) ? 'default' : 'filled'}
        loading={busy === 'dry-run'}
        disabled={busy !== null}
        onClick={() => void start('dry-run')}
      >
        Dry run
      </Button>
      <Button
        size="sm"
        variant={tried ? 'filled' : 'default'}
        loading={busy === 'run'}
        disabled={busy !== null}
        onClick={() => (tried ? void start('run') : setAsking('run'))}
      >
        {status === 'done' && !dryRun ? 'Import again' : 'Import'}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More">
            <Icon name="dots" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item className="menu-danger" onClick={() => setAsking('delete')}>
            Delete the file…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={asking === 'run'}
        title={`Import ${many} without a dry run?`}
        confirm="Import"
        onConfirm={async () => {
          setAsking(null);
          await start('run');
        }}
        onClose={() => setAsking(null)}
      >
        {status === 'done' && !dryRun
          ? 'Rows that were imported before are found again by their key and changed only where the file differs.'
          : 'A dry run says how many records would be added, changed or rejected, and writes nothing.'}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'delete'}
        title={`Delete ${file.name}?`}
        confirm="Delete"
        danger
        onConfirm={async () => {
          await remove(record.version);
          leave();
          toast('File deleted');
          await navigate({ to: '/admin/imports' as string, replace: true });
        }}
        onClose={() => setAsking(null)}
      >
        The file, its mapping and its rejected rows go.{' '}
        {progress.created + progress.changed > 0 && !dryRun && 'What it brought in stays.'}
      </ConfirmDialog>
    </>
  );
}
