import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { Place } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { useEditForm } from '../../ui/edit-form.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { useCan } from '../../ui/me.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { placeText } from '../../ui/place-picker.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RecordState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { PlaceFields } from './place-fields.tsx';
import { placeBody, placeChecks, placeValues, pointWords } from './place-form.ts';
import { placeLabels } from './place-words.ts';
import './places.css';

/** Changes an own place. */
export function EditPlaceScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<Place>('places', id));
  return (
    <RecordState query={query} what="place" back={{ label: 'All places', to: '/places' }}>
      {(place) => <EditPlace key={place.id} place={place} />}
    </RecordState>
  );
}

function EditPlace({ place }: { place: Place }) {
  const navigate = useNavigate();
  const crumbs = [
    { label: 'Places', to: '/places' },
    { label: placeText(place), to: `/places/${place.id}` },
  ];
  const { form, problem, busy, props, conflict } = useEditForm({
    noun: 'places',
    record: place,
    valuesOf: placeValues,
    bodyOf: placeBody,
    labels: placeLabels,
    words: { location: pointWords },
    validate: placeChecks,
    saved: () => {
      leave();
      toast('Place saved');
      void navigate({ to: '/places/$id', params: { id: place.id } });
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  if (!useCan(place)('edit'))
    return <NotForYou title="Edit place" crumbs={crumbs} permission="Addresses - Edit" />;
  return (
    <Page title="Edit place" crumbs={crumbs} narrow>
      <form {...props} className="record-form">
        <PlaceFields form={form} />
        <ProblemAlert problem={problem} />
        <div className="form-end">
          <Button size="sm" type="submit" loading={busy}>
            Save
          </Button>
          <Button
            size="sm"
            variant="default"
            renderRoot={(link) => <Link to="/places/$id" params={{ id: place.id }} {...link} />}
          >
            Cancel
          </Button>
        </div>
      </form>
      {conflict}
    </Page>
  );
}
