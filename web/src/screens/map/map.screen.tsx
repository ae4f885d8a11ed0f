import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import type { Place } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import type { LngLat, MapView } from '../../map/geometry.ts';
import { mapLayers } from '../../map/layers.ts';
import type { MapHandle } from '../../map/map-pane.tsx';
import { useStart } from '../../map/use-start.ts';
import { canDraw } from '../../map/webgl.ts';
import { readGrantors } from '../../ui/agency-filter.ts';
import { Icon } from '../../ui/icon.tsx';
import { useMe } from '../../ui/me.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { LayerList } from './layer-list.tsx';
import { keepView, useMapAddress, useNewView } from './map-address.ts';
import { MapSearch } from './map-search.tsx';
import { MapTable } from './map-table.tsx';
import { NearMe } from './near-me.tsx';
import { RecordPanel } from './record-panel.tsx';
import './map.css';

const MapPane = lazy(() => import('../../map/map-pane.tsx'));

const closeUp = 16;
/** As many ids as an address holds. */
const mostHidden = 200;

/** The map: whatever one may see, where it is, and as a table. */
export function MapScreen() {
  const start = useStart();
  const { view } = useMapAddress();
  const began = view ?? start;
  return began ? <MapPage start={began} /> : <Waiting what="the map" />;
}

function MapPage({ start }: { start: MapView }) {
  const me = useMe();
  const mine = me.agency?.id ?? '';
  const { record, tab, hidden, off, asTable, change } = useMapAddress();
  const handle = useRef<MapHandle>(null);
  const [seen, setSeen] = useState<{ view: MapView; box: readonly [number, number, number, number] | null }>({
    view: start,
    box: null,
  });
  const drawable = canDraw();
  const inTable = asTable || !drawable;
  const layers = useMemo(
    () => mapLayers.filter(({ permission }) => me.permissions.includes(permission)),
    [me.permissions],
  );
  const { data: agencies = [] } = useQuery({ queryKey: ['sharing', 'grantors'], queryFn: readGrantors });
  const chosen = useQuery({ ...recordQuery<Place>('places', record?.id ?? ''), enabled: record !== null });
  const selected = record && chosen.data ? (chosen.data.location.coordinates as LngLat) : null;

  const shown = useMemo(
    () =>
      layers
        .filter(({ noun }) => !off.has(noun))
        .map((layer) => ({ layer, without: [...hidden].slice(0, mostHidden) })),
    [layers, hidden, off],
  );

  const goTo = (view: MapView) => {
    if (handle.current) handle.current.go(view);
    else setSeen({ view, box: around(view.center) });
  };
  const go = (center: LngLat) => goTo({ center, zoom: closeUp });
  useNewView(goTo);
  const find = (place: Place) => {
    go(place.location.coordinates as LngLat);
    change({ record: `places/${place.id}`, tab: '' });
  };
  const toggled = (all: ReadonlySet<string>, one: string) => {
    const next = new Set(all);
    if (!next.delete(one)) next.add(one);
    return [...next].join(',');
  };
  return (
    <div className="map-page">
      <div className="map-bar">
        <PageHeading tab="Map">Map</PageHeading>
        <MapSearch onFound={find} />
        <LayerList
          layers={layers}
          agencies={agencies}
          mine={mine}
          off={off}
          hidden={hidden}
          onOff={(noun) => change({ off: toggled(off, noun) })}
          onHidden={(agency) => change({ hide: toggled(hidden, agency) })}
        />
        <NearMe
          onFound={(at) => {
            go(at);
            handle.current?.position(at);
          }}
        />
        {drawable && (
          <Button
            variant="default"
            leftSection={<Icon name={inTable ? 'map' : 'columns'} />}
            onClick={() => change({ as: inTable ? '' : 'table' })}
          >
            {inTable ? 'Map' : 'Table'}
          </Button>
        )}
      </div>
      {!drawable && (
        <p className="map-table-note">
          This browser cannot draw the map (WebGL 2 is missing or off). The table below lists everything on
          it.
        </p>
      )}
      <div className="map-body" data-panel={record !== null || undefined}>
        {inTable ? (
          <div className="map-table">
            <MapTable
              box={seen.box}
              center={seen.view.center}
              shows={(agency) => !hidden.has(agency)}
              onChoose={({ id }) => `/places/${id}`}
            />
          </div>
        ) : (
          <Suspense fallback={<Waiting what="the map" />}>
            <MapPane
              label="Map"
              handle={handle}
              start={seen.view}
              shown={shown}
              mine={mine}
              selected={selected}
              nameOf={(id) => agencies.find((each) => each.id === id)?.name ?? ''}
              onMoved={(view, box) => {
                setSeen({ view, box });
                keepView(view);
              }}
              onPicked={(feature) =>
                change({ record: feature ? `${feature.noun}/${feature.id}` : '', tab: '' }, record !== null)
              }
            />
          </Suspense>
        )}
        {record && (
          <RecordPanel
            key={record.id}
            noun={record.noun}
            id={record.id}
            tab={tab}
            onTab={(next) => change({ tab: next === 'overview' ? '' : next })}
            onClose={() => change({ record: '', tab: '' })}
          />
        )}
      </div>
    </div>
  );
}

/** Some three miles around a point, for a table without a map. */
const around = ([lng, lat]: LngLat) =>
  [lng - 0.06, lat - 0.045, lng + 0.06, lat + 0.045] as readonly [number, number, number, number];
