/** Numbers of the needed fire flow method, with the edition they stand for. Another edition is another table. */
export interface IsoTable {
  readonly edition: string;
  readonly construction: Readonly<
    Record<IsoConstruction, { readonly name: string; readonly factor: number }>
  >;
  readonly occupancy: Readonly<Record<IsoOccupancy, { readonly name: string; readonly factor: number }>>;
  readonly leastConstructionGpm: number;
  /** The cap on the construction factor: for frame and joisted masonry, and for everything else. */
  readonly mostConstructionGpm: { readonly combustible: number; readonly other: number };
  readonly leastGpm: number;
  readonly mostGpm: number;
  /** One and two family dwellings of at most two stories, by the distance to the next building. */
  readonly dwellings: readonly { readonly overFt: number; readonly gpm: number }[];
}

export type IsoConstruction =
  | 'frame'
  | 'joistedMasonry'
  | 'nonCombustible'
  | 'masonryNonCombustible'
  | 'fireResistive';
export type IsoOccupancy = 'C-1' | 'C-2' | 'C-3' | 'C-4' | 'C-5';

export const iso2008: IsoTable = {
  edition: 'ISO guide, dwelling bands before 2014',
  construction: {
    frame: { name: 'Frame', factor: 1.5 },
    joistedMasonry: { name: 'Joisted masonry', factor: 1 },
    nonCombustible: { name: 'Noncombustible', factor: 0.8 },
    masonryNonCombustible: { name: 'Masonry noncombustible', factor: 0.8 },
    fireResistive: { name: 'Fire resistive', factor: 0.6 },
  },
  occupancy: {
    'C-1': { name: 'Noncombustible contents', factor: 0.75 },
    'C-2': { name: 'Limited combustible contents', factor: 0.85 },
    'C-3': { name: 'Combustible contents', factor: 1 },
    'C-4': { name: 'Free-burning contents', factor: 1.15 },
    'C-5': { name: 'Rapid-burning contents', factor: 1.25 },
  },
  leastConstructionGpm: 500,
  mostConstructionGpm: { combustible: 8000, other: 6000 },
  leastGpm: 500,
  mostGpm: 12_000,
  dwellings: [
    { overFt: 100, gpm: 500 },
    { overFt: 30, gpm: 750 },
    { overFt: 10, gpm: 1000 },
    { overFt: 0, gpm: 1500 },
  ],
};
