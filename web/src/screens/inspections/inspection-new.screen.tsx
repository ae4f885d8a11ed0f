import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Inspection } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { useMay, useTimeZone } from '../../ui/me.tsx';
import { useNewAtPlace } from '../../ui/new-at-place.tsx';
import { withoutEmpty } from '../../ui/new-record.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordForm } from '../../ui/record-form.tsx';
import { RecordState } from '../../ui/states.tsx';
import { InspectionFields } from './inspection-fields.tsx';
import { emptyInspection, inspectionBody, inspectionChecks } from './inspection-form.ts';
import { SimilarInspections } from './inspection-similar.tsx';
import { inspectionLabels } from './inspection-words.ts';
import { followUpOf } from './re-inspection.ts';
import './inspections.css';

const crumbs = [{ label: 'Inspections', to: '/inspections' }];
const title = 'New inspection';
const empty = { ...emptyInspection, placeId: '' };

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
  const timeZone = useTimeZone();
  const startsNow = useRef(false);
  const api = useNewAtPlace<Inspection, typeof empty>({
    noun: 'inspections',
    kind: 'inspection',
    initialValues: { ...empty, ...begin },
    labels: { ...inspectionLabels, placeId: 'Place', checklist: 'An item' },
    validate: inspectionChecks,
    bodyOf: ({ placeId, ...values }) => {
      const { checklist, ...body } = inspectionBody(values, timeZone);
      return {
        ...withoutEmpty(body),
        ...(checklist.length > 0 && { checklist }),
        ...(startsNow.current && { status: 'inProgress' }),
        ...(earlier && { reinspectionOf: earlier.id }),
        placeId,
      };
    },
    done: ({ number }) => `Inspection ${number} ${startsNow.current ? 'started' : 'scheduled'}`,
  });
  const { form, busy } = api;
  return (
    <Page
      title={earlier ? 'New re-inspection' : title}
      crumbs={crumbs}
      narrow
      lead={earlier && `Follows ${earlier.number}: its open violations are this checklist.`}
    >
      <RecordForm
        api={api}
        cancel="/inspections"
        save={
          <>
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
              Start now
            </Button>
          </>
        }
      >
        {api.where}
        <InspectionFields
          form={form}
          numberHint="Leave empty to use the next number."
          warning={!earlier && <SimilarInspections placeId={api.openPlaceId} type={form.values.type} />}
        />
        {api.withhold('Only your agency will see this inspection. Sharing settings do not apply.')}
      </RecordForm>
    </Page>
  );
}
