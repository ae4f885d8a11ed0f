import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import { call } from '../api/call.ts';
import { useViewAs } from '../api/view-as.ts';
import { Icon } from '../ui/icon.tsx';
import { colorsNow, watchColors } from './colors.ts';
import { DrawnMap, type MapFeature } from './drawn-map.ts';
import { bearingOf, distanceText, feetBetween, type LngLat, type MapView } from './geometry.ts';
import { mapLayers } from './layers.ts';
import type { ShownLayer } from './style.ts';
import { useRevision } from './use-revision.ts';
import { type Direction, nextTowards } from './walk.ts';
import './map.css';

/** What a screen may ask of the map it shows. */
export interface MapHandle {
  go(view: MapView): void;
  position(at: LngLat | null): void;
  box(): readonly [number, number, number, number] | null;
}

export interface MapPaneProps {
  readonly label: string;
  readonly start: MapView;
  readonly shown: readonly ShownLayer[];
  readonly mine: string;
  readonly selected: LngLat | null;
  readonly handle?: React.Ref<MapHandle>;
  readonly nameOf: (agency: string) => string;
  onMoved?(view: MapView, box: readonly [number, number, number, number]): void;
  onPicked(feature: MapFeature | null, at: LngLat): void;
}

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The map as a part of a page: drawn, walked by keys, told to screen readers, and read anew as records change. */
export default function MapPane(props: MapPaneProps) {
  const { label, start, shown, mine, selected, handle, nameOf } = props;
  const frame = useRef<HTMLElement>(null);
  const map = useRef<DrawnMap | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const [features, setFeatures] = useState<readonly MapFeature[]>([]);
  const [active, setActive] = useState<MapFeature | null>(null);
  const [failed, setFailed] = useState<number | null>(null);
  const client = useQueryClient();
  const partner = useViewAs();
  const revision = useRevision(shown.map(({ layer }) => layer));
  const id = useId();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once; what changes is told to it below
  useEffect(() => {
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const drawn = new DrawnMap(
      frame.current!,
      { view: start, colors: colorsNow(), shown, mine },
      {
        moved: (view) => latest.current.onMoved?.(view, drawn.box()),
        picked: (feature, at) => pick(feature, at),
        drawn: () => {
          clearTimeout(gathering);
          gathering = setTimeout(() => setFeatures(drawn.all().slice(0, mostListed)), 120);
        },
        failed: (status) => {
          // Signing in again is the business of every call; the map then goes on as others do.
          if (status === 401) void call('GET', '/v1/me').then(() => drawn.refresh());
          else setFailed(status);
        },
      },
    );
    map.current = drawn;
    const canvas = drawn.canvas();
    canvas.setAttribute('role', 'application');
    canvas.setAttribute('aria-describedby', `${id}-hint`);
    const stop = watchColors(() => drawn.wear(colorsNow()));
    const watch = new ResizeObserver(() => drawn.resize());
    watch.observe(frame.current!);
    void document.fonts.load('13px "Atkinson Hyperlegible Next Variable"').then(() => drawn.refresh());
    drawn.select(selected);
    latest.current.onMoved?.(drawn.view(), drawn.box());
    const comesBack = (event: PageTransitionEvent) => {
      // A page that the browser had put aside shows nothing from before.
      if (event.persisted) drawn.forget();
    };
    addEventListener('pageshow', comesBack);
    return () => {
      clearTimeout(gathering);
      removeEventListener('pageshow', comesBack);
      stop();
      watch.disconnect();
      map.current = null;
      drawn.remove();
    };
  }, []);

  useEffect(() => map.current?.show(shown), [shown]);
  useEffect(() => map.current?.select(selected), [selected]);
  const before = useRef({ revision, partner });
  useEffect(() => {
    const { current: then } = before;
    if (then.partner !== partner) map.current?.forget();
    else if (then.revision !== revision && then.revision !== 0) map.current?.refresh();
    before.current = { revision, partner };
  }, [revision, partner]);

  // An active feature that is no more is not told of either.
  const still = active && features.find((each) => each.at.join() === active.at.join());
  const canvas = map.current?.canvas();
  useEffect(() => {
    if (still) canvas?.setAttribute('aria-activedescendant', optionId(id, still));
    else canvas?.removeAttribute('aria-activedescendant');
  }, [canvas, id, still]);

  useImperativeHandle(
    handle,
    () => ({
      go: (view) => map.current?.go(view),
      position: (at) => map.current?.position(at),
      box: () => map.current?.box() ?? null,
    }),
    [],
  );

  const pick = (feature: MapFeature | null, at: LngLat) => {
    if (feature && feature.id === null) map.current?.zoomBy(2, feature.at);
    else latest.current.onPicked(feature, at);
  };
  const press = (event: KeyboardEvent) => {
    const drawn = map.current;
    if (!drawn || (event.target as Element).tagName !== 'CANVAS') return;
    const direction = arrows[event.key];
    if (event.altKey && direction) {
      event.preventDefault();
      const placed = drawn.all().map((each) => [each, drawn.onScreen(each.at)] as const);
      const from = drawn.onScreen(still ? still.at : drawn.view().center);
      const next = nextTowards(placed, from, direction);
      if (next) setActive(next);
      if (next) drawn.select(next.at);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const feature = still ?? drawn.nearMiddle();
      pick(feature, feature ? feature.at : drawn.view().center);
    } else if (event.key === 'Escape') {
      setActive(null);
      pick(null, drawn.view().center);
    }
  };
  const words = (feature: MapFeature) => featureText(feature, map.current?.view().center, nameOf);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the canvas inside has the focus and the keys
    <div className="map-frame" onKeyDown={press}>
      <section ref={frame} className="map-canvas" aria-label={label} data-shown={features.length} />
      <div className="map-crosshair" aria-hidden="true">
        <Icon name="crosshair" size={34} />
      </div>
      <p id={`${id}-hint`} className="map-hint">
        Arrows move the map, + and − zoom. Alt and arrows walk from one record to the next, Enter opens it.
      </p>
      {features.length > 0 && (
        <div role="listbox" aria-label="On the map" className="map-features" tabIndex={-1}>
          {features.map((feature) => (
            <div
              key={optionId(id, feature)}
              id={optionId(id, feature)}
              role="option"
              tabIndex={-1}
              aria-selected={feature === still}
            >
              {words(feature)}
            </div>
          ))}
        </div>
      )}
      <p role="status" className="map-said">
        {still ? words(still) : ''}
      </p>
      <div className="map-zoom">
        <button type="button" aria-label="Zoom in" onClick={() => map.current?.zoomBy(1)}>
          <Icon name="plus" size={22} />
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => map.current?.zoomBy(-1)}>
          <Icon name="minus" size={22} />
        </button>
      </div>
      {failed !== null && (
        <p role="alert" className="map-failed">
          Some of the map could not be read.{' '}
          <button
            type="button"
            onClick={() => {
              setFailed(null);
              void client.invalidateQueries({ queryKey: [shown[0]?.layer.noun] });
              map.current?.refresh();
            }}
          >
            Try again
          </button>
        </p>
      )}
    </div>
  );
}

/** So many are told to a screen reader; who has more around goes closer, or to the table. */
const mostListed = 200;

const optionId = (id: string, { noun, id: record, at }: MapFeature) =>
  `${id}-${noun}-${(record ?? at.join('-')).replaceAll('.', '_')}`;

/** "12 Mill Street, Gurnee FD, 350 ft NE": what it is, whose, and where from the middle of the map. */
function featureText(
  { noun, count, agency, caption, at }: MapFeature,
  center: LngLat | undefined,
  nameOf: (agency: string) => string,
): string {
  const layer = mapLayers.find((each) => each.noun === noun)!;
  const what = count > 1 ? `${count.toLocaleString()} ${layer.label.toLowerCase()}` : (caption ?? layer.one);
  const where = center && `${distanceText(feetBetween(center, at))} ${bearingOf(center, at)}`;
  return [what, agency && nameOf(agency), where].filter(Boolean).join(', ');
}
