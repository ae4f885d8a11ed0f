import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Inspection } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { Page } from '../../ui/page.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { RecordState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { BriefWhen } from '../../ui/when.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { Checklist } from './checklist.tsx';
import { CompleteButton } from './complete-button.tsx';
import { InspectionActions } from './inspection-actions.tsx';
import { InspectionHistory } from './inspection-history.tsx';
import { InspectionNotes } from './inspection-notes.tsx';
import { InspectionSide } from './inspection-side.tsx';
import { OtherPhotos } from './other-photos.tsx';
import { type OpenForm, Violations } from './violations.tsx';
import './inspections.css';

/** One inspection: what is gone through, what was found, whose it is, and what may be done with it. */
export function InspectionScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<Inspection>('inspections', id));
  return (
    <RecordState query={query} what="inspection" back={{ label: 'All inspections', to: '/inspections' }}>
      {(inspection) => <InspectionPage key={inspection.id} inspection={inspection} />}
    </RecordState>
  );
}

function InspectionPage({ inspection }: { inspection: Inspection }) {
  const navigate = useNavigate();
  const { tab = '' } = useSearch({ strict: false }) as { tab?: string };
  const { number, status, type, withheld } = inspection;
  const own = inspection.access.relation === 'own';
  const main = <InspectionMain inspection={inspection} own={own} />;
  return (
    <Page
      title={number}
      crumbs={[{ label: 'Inspections', to: '/inspections' }]}
      lead={
        <span className="record-lead">
          <StatusBadge kind="inspection" status={status} />
          <span>
            {type} at <PlaceLink inspection={inspection} />
          </span>
          {inspection.scheduledFor && status === 'scheduled' && (
            <span>
              for <BriefWhen at={inspection.scheduledFor} />
            </span>
          )}
          <Provenance record={inspection} long />
          {withheld && <WithheldMark />}
        </span>
      }
      actions={<InspectionActions inspection={inspection} />}
    >
      {own ? (
        <Tabs
          label="About this inspection"
          value={tab === 'history' ? tab : 'inspection'}
          tabs={[
            { value: 'inspection', label: 'Inspection', content: main },
            { value: 'history', label: 'History', content: <InspectionHistory id={inspection.id} /> },
          ]}
          onChange={(next) =>
            void navigate({
              to: '.',
              search: (next === 'history' ? { tab: next } : {}) as never,
              replace: true,
              resetScroll: false,
            })
          }
        />
      ) : (
        main
      )}
    </Page>
  );
}

function InspectionMain({ inspection, own }: { inspection: Inspection; own: boolean }) {
  const [form, setForm] = useState<OpenForm>(null);
  return (
    <div className="record-columns">
      <div className="record-main">
        <Checklist
          inspection={inspection}
          addViolation={(begin) => setForm({ begin })}
          end={<CompleteButton inspection={inspection} />}
        />
        <Violations inspection={inspection} open={form} setOpen={setForm} />
        {own && <OtherPhotos inspection={inspection} />}
        {own && <InspectionNotes inspection={inspection} />}
      </div>
      <InspectionSide inspection={inspection} own={own} />
    </div>
  );
}

/** The inspection's address; leads to the place where one may open it. */
const PlaceLink = ({ inspection: { place } }: { inspection: Inspection }) =>
  place.id ? (
    <Link to="/places/$id" params={{ id: place.id }} className="inspection-link">
      {place.addressLine}
    </Link>
  ) : (
    place.addressLine
  );
