import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Place } from '../api/messages.ts';
import { recordQuery } from '../api/queries.ts';
import { readGrantors } from '../ui/agency-filter.ts';
import { coordinatesText } from '../ui/coordinates.tsx';
import { useMe } from '../ui/me.tsx';
import { Waiting } from '../ui/waiting.tsx';
import type { LngLat, MapView } from './geometry.ts';
import { mapLayers } from './layers.ts';
import MapPane from './map-pane.tsx';
import { useStart } from './use-start.ts';
import { canDraw } from './webgl.ts';

/** What was chosen: a point, and the record there where one was meant. */
export interface Chosen {
  readonly id: string | null;
  readonly at: LngLat;
}

/**
 * Asks on the map for a place, or for a point. Both can be typed as well, which is the only way where the browser draws
 * no map.
 */
export default function OnMap({
  title,
  of,
  at = null,
  onChosen,
  onClose,
}: {
  title: string;
  of: 'record' | 'point';
  at?: LngLat | null;
  onChosen: (chosen: Chosen) => void;
  onClose: () => void;
}) {
  const start = useStart();
  return (
    <Modal opened onClose={onClose} title={title} size={860} closeButtonProps={{ 'aria-label': 'Close' }}>
      {!canDraw() ? (
        <p>This browser cannot draw the map (WebGL 2 is missing or off). Type the address or the point.</p>
      ) : start ? (
        <Choosing
          of={of}
          at={at}
          start={at ? { center: at, zoom: 16 } : start}
          onChosen={onChosen}
          onClose={onClose}
        />
      ) : (
        <Waiting what="the map" />
      )}
    </Modal>
  );
}

function Choosing({
  of,
  at,
  start,
  onChosen,
  onClose,
}: {
  of: 'record' | 'point';
  at: LngLat | null;
  start: MapView;
  onChosen: (chosen: Chosen) => void;
  onClose: () => void;
}) {
  const me = useMe();
  const [chosen, setChosen] = useState<(Chosen & { readonly words: string | null }) | null>(null);
  const { data: agencies = [] } = useQuery({ queryKey: ['sharing', 'grantors'], queryFn: readGrantors });
  // Far away the map has no addresses; the record has.
  const place = useQuery({
    ...recordQuery<Place>('places', chosen?.id ?? ''),
    enabled: chosen !== null && chosen.id !== null && chosen.words === null,
  });
  const shown = useMemo(
    () =>
      mapLayers
        .filter(({ noun, permission }) => noun === 'places' && me.permissions.includes(permission))
        .map((layer) => ({ layer, without: [] })),
    [me.permissions],
  );
  return (
    <>
      <div className="on-map">
        <MapPane
          label={of === 'record' ? 'Map of places' : 'Map'}
          start={start}
          shown={shown}
          mine={me.agency?.id ?? ''}
          selected={chosen?.at ?? at}
          nameOf={(id) => agencies.find((each) => each.id === id)?.name ?? ''}
          onPicked={(feature, point) => {
            if (of === 'point')
              setChosen({
                id: null,
                at: point,
                words: coordinatesText({ type: 'Point', coordinates: [...point] }),
              });
            else if (feature?.id) setChosen({ id: feature.id, at: feature.at, words: feature.caption });
            else setChosen(null);
          }}
        />
      </div>
      <div className="on-map-foot">
        <p role="status">
          {chosen
            ? (chosen.words ?? place.data?.addressLine ?? 'A place is chosen.')
            : of === 'record'
              ? 'Zoom in and choose a place.'
              : 'Choose the point; with the keyboard, move the map and press Enter.'}
        </p>
        <Button
          disabled={!chosen}
          onClick={() => {
            if (chosen) onChosen(chosen);
            onClose();
          }}
        >
          {of === 'record' ? 'Use this place' : 'Use this point'}
        </Button>
      </div>
    </>
  );
}
