/** Set in when the pages are built (counties.build.ts). */
declare const __COUNTY_NAMES__: Readonly<Record<string, string>>;
declare const __COUNTY_LINES__: {
  readonly width: number;
  readonly height: number;
  readonly lines: string;
  readonly counties: readonly {
    readonly name: string;
    readonly outline: string;
    readonly x: number;
    readonly y: number;
  }[];
};

/** By state (FIPS): its counties' outer rings in thousandths of a degree, longitude and latitude in turn. */
declare module 'virtual:counties' {
  const states: Readonly<
    Record<string, () => Promise<{ default: Readonly<Record<string, readonly (readonly number[])[]>> }>>
  >;
  export default states;
}

/** Border lines of counties and of states, and county names at their middles, in degrees. */
declare module 'virtual:county-map' {
  type Line = readonly (readonly [longitude: number, latitude: number])[];
  const map: {
    readonly county: readonly Line[];
    readonly state: readonly Line[];
    readonly names: readonly (readonly [name: string, longitude: number, latitude: number])[];
  };
  export default map;
}
