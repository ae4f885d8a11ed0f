import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Inspection } from '../../api/messages.ts';
import { refresh } from '../../api/queries.ts';
import { WhyButton } from '../../exposure/why-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DocumentMenu } from '../../ui/document-menu.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useCan, useMay } from '../../ui/me.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { toast } from '../../ui/toast.tsx';
import type { Next } from './inspection-steps.ts';
import { nextStatuses } from './inspection-words.ts';
import { StepButton, StepDialog } from './step-button.tsx';

/** What may be done with an inspection; what may not is not there. */
export function InspectionActions({ inspection }: { inspection: Inspection }) {
  const navigate = useNavigate();
  const can = useCan(inspection);
  const { id, number, agency, place, status } = inspection;
  const edit = `/inspections/${id}/edit` as string;
  useShortcut('e', 'Edit', () => void navigate({ to: edit }), can('edit'));
  const onwards = nextStatuses[status].filter((next): next is Next => next !== 'cancelled');
  return (
    <>
      <WhyButton record={{ kind: 'inspection', id, title: number }} parties={[agency.id, place.agency.id]} />
      <DocumentMenu
        can={can}
        document={{
          path: `/v1/inspections/${id}`,
          file: 'report.pdf',
          fileName: `inspection-${number}.pdf`,
          button: 'Report',
          title: `the report of ${number}`,
          explanation: 'Sends the PDF with checklist, violations and photos, without internal notes.',
          sent: 'Report',
        }}
      />
      {can('edit') && (
        <Button size="sm" variant="default" renderRoot={(props) => <Link to={edit} {...props} />}>
          Edit
        </Button>
      )}
      {can('edit') && onwards.map((next) => <StepButton key={next} inspection={inspection} next={next} />)}
      <MoreMenu inspection={inspection} />
    </>
  );
}

function MoreMenu({ inspection }: { inspection: Inspection }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const can = useCan(inspection);
  const mayCreate = useMay('Fire Inspections - Create');
  const [asked, setAsked] = useState<'delete' | 'cancel' | null>(null);
  const { id, number, version, status, place } = inspection;
  const own = inspection.access.relation === 'own';
  const mayCancel = can('edit') && nextStatuses[status].includes('cancelled');
  const mayFollow = own && mayCreate && status === 'completed' && place.id !== null;
  if (!mayCancel && !mayFollow && !can('delete')) return null;
  const remove = async () => {
    await call('DELETE', `/v1/inspections/${id}`, { ifMatch: version });
    setAsked(null);
    toast(`Inspection ${number} deleted`);
    await navigate({ to: '/inspections' as string });
    await refresh(client, 'inspections');
  };
  return (
    <>
      <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More">
            <Icon name="dots" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayFollow && (
            <Menu.Item
              onClick={() =>
                void navigate({ to: '/inspections/new' as string, search: { after: id } as never })
              }
            >
              Schedule a re-inspection
            </Menu.Item>
          )}
          {mayCancel && <Menu.Item onClick={() => setAsked('cancel')}>Cancel this inspection…</Menu.Item>}
          {can('delete') && (
            <Menu.Item className="menu-danger" onClick={() => setAsked('delete')}>
              Delete this inspection…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {mayCancel && (
        <StepDialog
          inspection={inspection}
          next="cancelled"
          opened={asked === 'cancel'}
          close={() => setAsked(null)}
        />
      )}
      <ConfirmDialog
        opened={asked === 'delete'}
        title={`Delete ${number}?`}
        confirm="Delete"
        danger
        onConfirm={remove}
        onClose={() => setAsked(null)}
      >
        This permanently deletes the inspection with its answers, violations and photos, for your agency and
        every partner. You can't undo this. If the inspection did not take place, cancel it instead to keep
        the record.
      </ConfirmDialog>
    </>
  );
}
