import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Place } from '../../api/messages.ts';
import { openingsQuery } from '../../api/openings.ts';
import { refresh } from '../../api/queries.ts';
import { AudienceChange } from '../../exposure/audience-change.tsx';
import { WhyButton } from '../../exposure/why-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useCan, useReadOnly } from '../../ui/me.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { toast } from '../../ui/toast.tsx';
import { ReportProblem } from '../notes/report-problem.tsx';
import { OfferDialog } from './place-transfer.tsx';

/** What may be done at and with a place; what may not is not there. */
export function PlaceActions({ place }: { place: Place }) {
  const navigate = useNavigate();
  const can = useCan(place);
  const readOnly = useReadOnly();
  const [open, setOpen] = useState<'offer' | 'retire' | null>(null);
  const openings = useQuery({ ...openingsQuery(place.id), enabled: !readOnly }).data;
  const mayInspect = !readOnly && openings?.inspection.may === true;
  const mayPermit = !readOnly && openings?.permit.may === true;
  useShortcut(
    'e',
    'Edit',
    () => void navigate({ to: '/places/$id/edit', params: { id: place.id } }),
    can('edit'),
  );
  const search = { place: place.id } as never;
  return (
    <>
      <WhyButton
        record={{ kind: 'place', id: place.id, title: place.addressLine }}
        parties={[place.agency.id]}
      />
      <ReportProblem record={{ kind: 'place', id: place.id }} agency={place.agency} />
      {mayInspect && (
        <Button
          size="sm"
          variant="default"
          renderRoot={(props) => <Link to={'/inspections/new' as never} search={search} {...props} />}
        >
          Schedule an inspection
        </Button>
      )}
      {mayPermit && (
        <Button
          size="sm"
          variant="default"
          renderRoot={(props) => <Link to="/permits/new" search={search} {...props} />}
        >
          New permit
        </Button>
      )}
      {can('edit') && (
        <Button
          size="sm"
          renderRoot={(props) => <Link to="/places/$id/edit" params={{ id: place.id }} {...props} />}
        >
          Edit
        </Button>
      )}
      {(can('edit') || can('delete')) && (
        <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label="More">
              <Icon name="dots" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {can('edit') && (
              <Menu.Item onClick={() => setOpen('offer')}>Transfer to another agency…</Menu.Item>
            )}
            {can('delete') && (
              <Menu.Item className="menu-danger" onClick={() => setOpen('retire')}>
                Retire this place…
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <OfferDialog place={place} opened={open === 'offer'} close={() => setOpen(null)} />
      <RetireDialog place={place} opened={open === 'retire'} close={() => setOpen(null)} />
    </>
  );
}

function RetireDialog({ place, opened, close }: { place: Place; opened: boolean; close: () => void }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const retire = async () => {
    await call('DELETE', `/v1/places/${place.id}`, { ifMatch: place.version });
    close();
    toast(`${place.addressLine} retired`);
    await navigate({ to: '/places' });
    await refresh(client, 'places');
  };
  return (
    <ConfirmDialog
      opened={opened}
      title={`Retire ${place.addressLine}?`}
      confirm="Retire"
      danger
      onConfirm={retire}
      onClose={close}
    >
      {opened && <AudienceChange record={{ kind: 'place', id: place.id }} change="withheld" />}
      <p>
        The place is removed from every list, yours and your partners’. No new permits or inspections can be
        created here. Existing ones stay with the agencies that created them. You can't undo this.
      </p>
    </ConfirmDialog>
  );
}
