import { ActionIcon, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Place } from '../../api/messages.ts';
import { asCallProblem, isGone } from '../../api/problem.ts';
import { recordQuery } from '../../api/queries.ts';
import { Icon } from '../../ui/icon.tsx';
import { useMe } from '../../ui/me.tsx';
import { placeText } from '../../ui/place-picker.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { InspectionsAtPlace, PermitsAtPlace } from '../places/at-place.tsx';
import { PlaceOverview } from '../places/place-overview.tsx';
import '../places/places.css';

/** A record beside the map, as its own page shows it. Another kind of record is another entry here. */
const panels: Readonly<Record<string, (props: PanelProps) => ReactNode>> = { places: PlacePanel };

interface PanelProps {
  readonly id: string;
  readonly tab: string;
  readonly onTab: (tab: string) => void;
  readonly onClose: () => void;
}

/** The chosen record, beside the map or over its lower half on a phone. */
export function RecordPanel({ noun, ...props }: PanelProps & { readonly noun: string }) {
  const Panel = panels[noun];
  return Panel ? <Panel {...props} /> : null;
}

function PlacePanel({ id, tab, onTab, onClose }: PanelProps) {
  const { permissions } = useMe();
  const query = useQuery(recordQuery<Place>('places', id));
  const place = query.data;
  if (!place)
    return (
      <PanelFrame title={query.error ? 'Not here' : 'Place'} onClose={onClose}>
        {isGone(query.error) ? (
          <p>This place was deleted, or its agency does not share it with yours any more.</p>
        ) : query.error ? (
          <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />
        ) : (
          <Waiting what="the place" />
        )}
      </PanelFrame>
    );
  const tabs = [
    { value: 'overview', label: 'Overview', content: <PlaceOverview place={place} /> },
    permissions.includes('Fire Inspections - Read') && {
      value: 'inspections',
      label: 'Inspections',
      content: <InspectionsAtPlace place={place} />,
    },
    permissions.includes('FD Permits - Read') && {
      value: 'permits',
      label: 'Permits',
      content: <PermitsAtPlace place={place} />,
    },
  ].filter((each) => each !== false);
  return (
    <PanelFrame title={placeText(place)} onClose={onClose}>
      <div className="map-panel-lead">
        <Provenance record={place} long />
        <Button
          size="compact-sm"
          variant="default"
          renderRoot={(props) => <Link to={`/places/${place.id}` as string} {...props} />}
        >
          Open the page
        </Button>
      </div>
      <Tabs
        label="About this place"
        value={tabs.some(({ value }) => value === tab) ? tab : 'overview'}
        tabs={tabs}
        onChange={onTab}
      />
    </PanelFrame>
  );
}

function PanelFrame({
  title,
  children,
  onClose,
}: {
  title: string;
  children: ReactNode;
  onClose: () => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <aside className="map-panel" aria-label="Chosen record">
      <div className="map-panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <ActionIcon size={44} variant="subtle" color="gray" aria-label="Close" onClick={onClose}>
          <Icon name="cross" />
        </ActionIcon>
      </div>
      {children}
    </aside>
  );
}
