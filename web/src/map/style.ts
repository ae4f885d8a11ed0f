import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { MapColors } from './colors.ts';
import { borders, countyNamePoints } from './county-map.ts';
import type { MapLayer } from './layers.ts';

/** Fonts of the page itself: without glyph files the map writes with what the browser has. */
const font = ['Atkinson Hyperlegible Next Variable', 'sans-serif'];
/** From here on records are symbols with words; before, they are dots. */
export const symbolsFrom = 15;
/** Tiles are asked for down to this zoom, and drawn larger below it. */
const deepestTile = 16;

/** A layer that is shown, and the agencies that are left out of it. */
export interface ShownLayer {
  readonly layer: MapLayer;
  readonly without: readonly string[];
}

/** The address of a layer's tiles. */
const tilesOf = ({ layer, without }: ShownLayer) =>
  `${location.origin}/api/v1/tiles/${layer.noun}/{z}/{x}/{y}.mvt${without.length > 0 ? `?not=${without.join(',')}` : ''}`;

const isCluster: ExpressionSpecification = ['has', 'count'];

/** Everything the map draws, in these colors, for a viewer of this agency. */
export function styleOf(colors: MapColors, shown: readonly ShownLayer[], mine: string): StyleSpecification {
  return {
    version: 8,
    sources: {
      borders: { type: 'geojson', data: borders, tolerance: 0.3 },
      countyNames: { type: 'geojson', data: countyNamePoints },
      selected: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
      position: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
      ...Object.fromEntries(
        shown.map((each) => [
          each.layer.noun,
          {
            type: 'vector' as const,
            tiles: [tilesOf(each)],
            minzoom: 0,
            maxzoom: deepestTile,
            promoteId: 'id',
          },
        ]),
      ),
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': colors.ground } },
      {
        id: 'borders',
        type: 'line',
        source: 'borders',
        paint: {
          'line-color': ['match', ['get', 'of'], 'state', colors.state, colors.county],
          'line-width': ['match', ['get', 'of'], 'state', 1.6, 1],
        },
      },
      {
        id: 'county-names',
        type: 'symbol',
        source: 'countyNames',
        minzoom: 7,
        layout: { 'text-field': ['get', 'name'], 'text-font': font, 'text-size': 13 },
        paint: { 'text-color': colors.words, 'text-halo-color': colors.halo, 'text-halo-width': 1.4 },
      },
      ...shown.flatMap(({ layer }) => recordLayers(layer, colors, mine)),
      {
        id: 'selected',
        type: 'circle',
        source: 'selected',
        paint: {
          'circle-radius': 19,
          'circle-opacity': 0,
          'circle-stroke-width': 4,
          'circle-stroke-color': colors.selected,
        },
      },
      {
        id: 'position',
        type: 'circle',
        source: 'position',
        paint: {
          'circle-radius': 8,
          'circle-color': colors.selected,
          'circle-stroke-width': 3,
          'circle-stroke-color': colors.paper,
        },
      },
    ],
  };
}

/** The names of a layer's drawn parts, of which the first three can be picked. */
export const partsOf = ({ noun }: MapLayer) => ({
  clusters: `${noun}-clusters`,
  dots: `${noun}-dots`,
  symbols: `${noun}-symbols`,
  counts: `${noun}-counts`,
  captions: `${noun}-captions`,
});

/** Own records are filled, those of others are rings: that can be told apart in any light. */
function recordLayers(layer: MapLayer, colors: MapColors, mine: string): LayerSpecification[] {
  const parts = partsOf(layer);
  const base = { source: layer.noun, 'source-layer': layer.noun };
  const own: ExpressionSpecification = ['==', ['get', 'agency'], mine];
  const owner: ExpressionSpecification = colors.owners
    ? ['coalesce', ['get', 'color'], colors.neutral]
    : ['literal', colors.neutral];
  const dot = {
    'circle-color': ['case', own, owner, colors.paper] as ExpressionSpecification,
    'circle-stroke-color': ['case', own, colors.paper, owner] as ExpressionSpecification,
  };
  return [
    {
      ...base,
      id: parts.dots,
      type: 'circle',
      maxzoom: symbolsFrom,
      filter: ['!', isCluster],
      paint: {
        ...dot,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 4, symbolsFrom, 7],
        'circle-stroke-width': ['case', own, 1, 3],
      },
    },
    {
      ...base,
      id: parts.symbols,
      type: 'circle',
      minzoom: symbolsFrom,
      filter: ['!', isCluster],
      paint: { ...dot, 'circle-radius': 13, 'circle-stroke-width': ['case', own, 1, 3] },
    },
    {
      ...base,
      id: parts.captions,
      type: 'symbol',
      minzoom: symbolsFrom,
      filter: ['!', isCluster],
      layout: {
        'icon-image': ['case', own, `${layer.icon}-own`, `${layer.icon}-shared`],
        'icon-allow-overlap': true,
        'text-field': ['coalesce', ['get', layer.caption], ''],
        'text-font': font,
        'text-size': 13,
        'text-anchor': 'top',
        'text-offset': [0, 1.6],
        'text-optional': true,
      },
      paint: { 'text-color': colors.ink, 'text-halo-color': colors.halo, 'text-halo-width': 1.6 },
    },
    {
      ...base,
      id: parts.clusters,
      type: 'circle',
      filter: isCluster,
      paint: {
        'circle-color': colors.paper,
        'circle-stroke-color': owner,
        'circle-stroke-width': 3,
        'circle-radius': ['interpolate', ['linear'], ['get', 'count'], 1, 13, 100, 18, 10_000, 26],
      },
    },
    {
      ...base,
      id: parts.counts,
      type: 'symbol',
      filter: isCluster,
      layout: {
        'text-field': [
          'case',
          ['>=', ['get', 'count'], 10_000],
          ['concat', ['to-string', ['round', ['/', ['get', 'count'], 1000]]], 'k'],
          ['to-string', ['get', 'count']],
        ],
        'text-font': font,
        'text-size': 13,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': colors.ink },
    },
  ];
}
