import type { IconName } from '../ui/icon.tsx';

/** A layer of records on the map. Another kind of record is another entry in `mapLayers`. */
export interface MapLayer {
  /** As in the address of its tiles, and the noun of its records' paths. */
  readonly noun: string;
  /** The live stream's name of the kind. */
  readonly kind: string;
  readonly label: string;
  readonly one: string;
  readonly permission: string;
  /** Drawn in the symbol close up: shape, not color, tells the layers apart. */
  readonly icon: IconName;
  /** The tile's property that is written beside the symbol close up. */
  readonly caption: string;
}

export const mapLayers: readonly MapLayer[] = [
  {
    noun: 'places',
    kind: 'place',
    label: 'Places',
    one: 'Place',
    permission: 'Addresses - Read',
    icon: 'place',
    caption: 'addressLine',
  },
];
