import 'maplibre-gl/dist/maplibre-gl.css';
import { type GeoJSONSource, type MapGeoJSONFeature, Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { readViewAs } from '../api/view-as.ts';
import type { MapColors } from './colors.ts';
import type { LngLat, MapView } from './geometry.ts';
import { drawIcon } from './images.ts';
import { mapLayers } from './layers.ts';
import { partsOf, type ShownLayer, styleOf } from './style.ts';

setWorkerUrl(workerUrl);

/** Something drawn on the map: a record, or a dot of several. */
export interface MapFeature {
  readonly noun: string;
  /** The record; null for a dot of several. */
  readonly id: string | null;
  readonly count: number;
  readonly agency: string | null;
  readonly caption: string | null;
  readonly at: LngLat;
}

/** What the map tells. */
export interface MapListener {
  moved(view: MapView): void;
  /** Somebody pressed or clicked there; null: on nothing. */
  picked(feature: MapFeature | null, at: LngLat): void;
  /** Something came or went. */
  drawn(): void;
  /** Tiles cannot be had; the status of the answer, 0 without one. */
  failed(status: number): void;
}

/** How near a finger must come to what it means, in pixels: a target of 44 across. */
const reach = 22;

/** How long a refresh waits for tiles that are on their way, in milliseconds. */
const longestWait = 1000;

/** The map itself, without React. It draws what it is given and answers what lies where. */
export class DrawnMap {
  private readonly map: MapLibre;
  private shown: readonly ShownLayer[];
  private colors: MapColors;
  private readonly mine: string;
  private marked: LngLat | null = null;
  private here: LngLat | null = null;
  /** Has anything been read again? Then the browser's cache is passed by. */
  private refreshed = false;
  private refreshing = false;
  /** Something changed while tiles were being read again. */
  private again = false;

  constructor(
    container: HTMLElement,
    start: {
      readonly view: MapView;
      readonly colors: MapColors;
      readonly shown: readonly ShownLayer[];
      /** The viewer's agency. */
      readonly mine: string;
    },
    listener: MapListener,
  ) {
    const { view, colors, shown, mine } = start;
    this.shown = shown;
    this.colors = colors;
    this.mine = mine;
    this.map = new MapLibre({
      container,
      style: styleOf(colors, shown, mine),
      center: [...view.center],
      zoom: view.zoom,
      maxZoom: 20,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      renderWorldCopies: false,
      locale: { 'Map.Title': 'Map' },
      transformRequest: (url) => {
        const partner = url.startsWith(`${location.origin}/api/`) ? readViewAs() : null;
        return {
          url,
          ...(partner && { headers: { 'x-view-as': partner.id } }),
          // The browser lets requests of one address share an answer that is on its way, which may be from before.
          ...(this.refreshed && { cache: 'no-store' as const }),
        };
      },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.on('style.load', () => this.addImages());
    this.map.on('moveend', () => listener.moved(this.view()));
    this.map.on('idle', () => listener.drawn());
    this.map.on('sourcedata', ({ isSourceLoaded }) => isSourceLoaded && listener.drawn());
    this.map.on('click', ({ point, lngLat }) => {
      listener.picked(this.near([point.x, point.y]), [lngLat.lng, lngLat.lat]);
    });
    this.map.on('error', ({ error }) => {
      const { status } = error as { status?: number };
      if (status !== undefined) listener.failed(status);
    });
  }

  private addImages(): void {
    for (const { icon } of mapLayers) {
      const images = { own: this.colors.onDot, shared: this.colors.ink };
      for (const [whose, color] of Object.entries(images))
        if (!this.map.hasImage(`${icon}-${whose}`))
          this.map.addImage(`${icon}-${whose}`, drawIcon(icon, color), { pixelRatio: 2 });
    }
    this.point('selected', this.marked);
    this.point('position', this.here);
  }

  /** What the map shows now. */
  view(): MapView {
    const { lng, lat } = this.map.getCenter();
    return { zoom: this.map.getZoom(), center: [lng, lat] };
  }

  /** West, south, east, north. */
  box(): readonly [number, number, number, number] {
    const bounds = this.map.getBounds();
    const within = (value: number, most: number) => Math.min(most, Math.max(-most, value));
    return [
      within(bounds.getWest(), 180),
      within(bounds.getSouth(), 90),
      within(bounds.getEast(), 180),
      within(bounds.getNorth(), 90),
    ];
  }

  go({ center, zoom }: MapView): void {
    this.map.jumpTo({ center: [...center], zoom });
  }

  zoomBy(steps: number, around?: LngLat): void {
    this.map.easeTo({
      zoom: this.map.getZoom() + steps,
      duration: 200,
      ...(around && { center: [...around] }),
    });
  }

  wear(colors: MapColors): void {
    if (colors === this.colors) return;
    this.colors = colors;
    this.restyle();
  }

  show(shown: readonly ShownLayer[]): void {
    if (JSON.stringify(shown) === JSON.stringify(this.shown)) return;
    this.shown = shown;
    this.restyle();
  }

  private restyle(): void {
    this.map.setStyle(styleOf(this.colors, this.shown, this.mine), { diff: false });
  }

  /** Reads every tile again, also those beside the view. While tiles are on their way, it waits for them first. */
  refresh(): void {
    this.refreshed = true;
    if (this.refreshing) {
      this.again = true;
      return;
    }
    this.refreshing = true;
    const over = () => {
      this.refreshing = false;
      if (!this.again) return;
      this.again = false;
      this.refresh();
    };
    void Promise.race([
      this.map.once('idle'),
      new Promise((resolve) => setTimeout(resolve, longestWait)),
    ]).then(over);
    for (const { layer } of this.shown) if (this.map.getSource(layer.noun)) this.map.refreshTiles(layer.noun);
  }

  /** Takes all records off the canvas at once, and reads them anew. */
  forget(): void {
    this.restyle();
  }

  select(at: LngLat | null): void {
    this.marked = at;
    this.point('selected', at);
  }

  position(at: LngLat | null): void {
    this.here = at;
    this.point('position', at);
  }

  private point(source: string, at: LngLat | null): void {
    const features = at
      ? [
          {
            type: 'Feature' as const,
            properties: {},
            geometry: { type: 'Point' as const, coordinates: [...at] },
          },
        ]
      : [];
    this.map.getSource<GeoJSONSource>(source)?.setData({ type: 'FeatureCollection', features });
  }

  /** The nearest thing to a point of the screen that a finger there could mean. */
  near([x, y]: readonly [number, number]): MapFeature | null {
    const found = this.among([
      [x - reach, y - reach],
      [x + reach, y + reach],
    ]);
    const away = ({ at }: MapFeature) => {
      const point = this.map.project([...at]);
      return Math.hypot(point.x - x, point.y - y);
    };
    return found.toSorted((one, other) => away(one) - away(other))[0] ?? null;
  }

  /** What lies nearest the middle of the map. */
  nearMiddle(): MapFeature | null {
    const { clientWidth, clientHeight } = this.map.getContainer();
    return this.near([clientWidth / 2, clientHeight / 2]);
  }

  /** Everything that is drawn now. */
  all(): MapFeature[] {
    return this.among();
  }

  /** Where something is on the screen. */
  onScreen(at: LngLat): readonly [number, number] {
    const { x, y } = this.map.project([...at]);
    return [x, y];
  }

  private among(box?: [[number, number], [number, number]]): MapFeature[] {
    const layers = this.shown
      .flatMap(({ layer }) => {
        const { clusters, dots, symbols } = partsOf(layer);
        return [clusters, dots, symbols];
      })
      .filter((id) => this.map.getLayer(id));
    if (layers.length === 0) return [];
    const found = box
      ? this.map.queryRenderedFeatures(box, { layers })
      : this.map.queryRenderedFeatures({ layers });
    const unique = new Map<string, MapFeature>();
    for (const each of found) {
      const feature = featureOf(each);
      unique.set(feature.id ?? `${feature.noun} ${feature.at.join()}`, feature);
    }
    return [...unique.values()];
  }

  canvas(): HTMLCanvasElement {
    return this.map.getCanvas();
  }

  resize(): void {
    this.map.resize();
  }

  remove(): void {
    this.map.remove();
  }
}

function featureOf({ source, properties, geometry }: MapGeoJSONFeature): MapFeature {
  const layer = mapLayers.find(({ noun }) => noun === source)!;
  const [lng, lat] = (geometry as unknown as { coordinates: [number, number] }).coordinates;
  return {
    noun: source,
    id: properties.count > 1 ? null : (properties.id ?? null),
    count: properties.count ?? 1,
    agency: properties.agency ?? null,
    caption: properties[layer.caption] ?? null,
    at: [lng, lat],
  };
}
