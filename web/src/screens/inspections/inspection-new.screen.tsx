import { Button, Checkbox, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Inspection } from '../../api/messages.ts';
import { openingsQuery } from '../../api/openings.ts';
import { recordQuery } from '../../api/queries.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { useCreate } from '../../ui/create.ts';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { useMay, useMe, useTimeZone } from '../../ui/me.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { PlacePicker } from '../../ui/place-picker.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RecordState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { InspectionFields } from './inspection-fields.tsx';
import { emptyInspection, inspectionBody, inspectionChecks } from './inspection-form.ts';
import { SimilarInspections } from './inspection-similar.tsx';
import { inspectionLabels } from './inspection-words.ts';
import { followUpOf } from './re-inspection.ts';
import './inspections.css';

const crumbs = [{ label: 'Inspections', to: '/inspections' }];
const title = 'New inspection';

/** Schedules an inspection at a place of one's own, or where one's agency is invited; also the one after another. */
export function NewInspectionScreen() {
  const mayCreate = useMay('Fire Inspections - Create');
  const {
    place = '',
    on = '',
    after = '',
  } = useSearch({ strict: false }) as Record<string, string | undefined>;
  if (!mayCreate) return <NotForYou title={title} crumbs={crumbs} permission="Fire Inspections - Create" />;
  return after ? <Following id={after} /> : <NewInspection begin={{ placeId: place, day: on }} />;
}

function Following({ id }: { id: string }) {
  const query = useQuery(recordQuery<Inspection>('inspections', id));
  return (
    <RecordState query={query} what="inspection" back={{ label: 'All inspections', to: '/inspections' }}>
      {(earlier) => <NewInspection key={earlier.id} begin={followUpOf(earlier)} earlier={earlier} />}
    </RecordState>
  );
}

function NewInspection({
  begin,
  earlier = null,
}: {
  begin: Partial<typeof emptyInspection> & { placeId: string };
  earlier?: Inspection | null;
}) {
  const navigate = useNavigate();
  const timeZone = useTimeZone();
  const { permissions } = useMe();
  const create = useCreate<Inspection>('inspections');
  const [withheld, setWithheld] = useState(false);
  const startsNow = useRef(false);
  const { form, problem, busy, props } = useApiForm({
    initialValues: { ...emptyInspection, ...begin },
    labels: { ...inspectionLabels, placeId: 'Place', checklist: 'An item' },
    validate: {
      ...inspectionChecks,
      placeId: (id: string): string | null => (id ? closed : 'Choose the place.'),
    },
    send: async ({ placeId, ...values }) => {
      const { number, checklist, ...body } = inspectionBody(values, timeZone);
      const made = await create({
        ...Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)),
        ...(number && { number }),
        ...(checklist.length > 0 && { checklist }),
        ...(withheld && { withheld }),
        ...(startsNow.current && { status: 'inProgress' }),
        ...(earlier && { reinspectionOf: earlier.id }),
        placeId,
      });
      leave();
      toast(startsNow.current ? `Inspection ${made.number} started` : `Inspection ${made.number} scheduled`);
      await navigate({ to: '/inspections/$id', params: { id: made.id }, replace: true });
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  const { placeId, type } = form.values;
  const openings = useQuery({ ...openingsQuery(placeId), enabled: placeId !== '' });
  const closed = openings.data?.inspection.why ?? null;
  const picked = form.getInputProps('placeId');
  return (
    <Page
      title={earlier ? 'New re-inspection' : title}
      crumbs={crumbs}
      narrow
      lead={earlier && `After ${earlier.number}: its open violations are the checklist.`}
    >
      <form {...props} className="record-form">
        <fieldset>
          <legend>Where</legend>
          {placeId === '' && !permissions.includes('Addresses - Read') ? (
            <Text>
              To look a place up you need the permission Addresses - Read, which none of your roles holds.
              Your agency's administrators give it.
            </Text>
          ) : (
            <PlacePicker
              value={placeId}
              error={closed ?? picked.error}
              autoFocus={begin.placeId === ''}
              onChange={(id) => {
                form.clearFieldError('placeId');
                form.setFieldValue('placeId', id);
              }}
            />
          )}
        </fieldset>
        <InspectionFields
          form={form}
          numberHint="Left empty, the next of your series."
          warning={!earlier && <SimilarInspections placeId={closed ? '' : placeId} type={type} />}
        />
        <Checkbox
          checked={withheld}
          onChange={(event) => setWithheld(event.currentTarget.checked)}
          label="Withhold from partners"
          description="Nobody but your agency then sees this inspection, whatever the sharing sheets say."
        />
        <ProblemAlert problem={problem} />
        <div className="form-end">
          <Button size="sm" type="submit" loading={busy} onClick={() => (startsNow.current = false)}>
            Schedule
          </Button>
          <Button
            size="sm"
            variant="default"
            type="submit"
            disabled={busy}
            onClick={() => (startsNow.current = true)}
          >
            Start it now
          </Button>
          <Button size="sm" variant="subtle" renderRoot={(link) => <Link to="/inspections" {...link} />}>
            Cancel
          </Button>
        </div>
      </form>
    </Page>
  );
}
