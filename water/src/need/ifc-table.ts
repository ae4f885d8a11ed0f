/** IFC Appendix B: per flow and hours, the largest area of each group of construction types. */
export interface IfcTable {
  readonly edition: string;
  readonly groups: readonly IfcGroup[];
  readonly rows: readonly {
    readonly gpm: number;
    readonly hours: number;
    /** In square feet, in the order of `groups`; null: no bound. */
    readonly upToFt2: readonly (number | null)[];
  }[];
  /** Dwellings up to this area need less. */
  readonly dwelling: { readonly upToFt2: number; readonly gpm: number; readonly hours: number };
  /** The least flow where sprinklers let the agency ask for less. */
  readonly leastReducedGpm: number;
}

export type IfcGroup = 'IA,IB' | 'IIA,IIIA' | 'IV,VA' | 'IIB,IIIB' | 'VB';

const unlimited = null;
const row = (gpm: number, hours: number, ...upToFt2: (number | null)[]) => ({ gpm, hours, upToFt2 });

/** Table B105.1(2) of the model code. The largest flow of a group has no bound. */
export const ifcModel: IfcTable = {
  edition: 'IFC Appendix B, model code',
  groups: ['IA,IB', 'IIA,IIIA', 'IV,VA', 'IIB,IIIB', 'VB'],
  rows: [
    row(1500, 2, 22_700, 12_700, 8_200, 5_900, 3_600),
    row(1750, 2, 30_200, 17_000, 10_900, 7_900, 4_800),
    row(2000, 2, 38_700, 21_800, 12_900, 9_800, 6_200),
    row(2250, 2, 48_300, 24_200, 17_400, 12_600, 7_700),
    row(2500, 2, 59_000, 33_200, 21_300, 15_400, 9_400),
    row(2750, 2, 70_900, 39_700, 25_500, 18_400, 11_300),
    row(3000, 3, 83_700, 47_100, 30_100, 21_800, 13_400),
    row(3250, 3, 97_700, 54_900, 35_200, 25_900, 15_600),
    row(3500, 3, 112_700, 63_400, 40_600, 29_300, 18_000),
    row(3750, 3, 128_700, 72_400, 46_400, 33_500, 20_600),
    row(4000, 4, 145_900, 82_100, 52_500, 37_900, 23_300),
    row(4250, 4, 164_200, 92_400, 59_100, 42_700, 26_300),
    row(4500, 4, 183_400, 103_100, 66_000, 47_700, 29_300),
    row(4750, 4, 203_700, 114_600, 73_300, 53_000, 32_600),
    row(5000, 4, 225_200, 126_700, 81_100, 58_600, 36_000),
    row(5250, 4, 247_700, 139_400, 89_200, 65_400, 39_600),
    row(5500, 4, 271_200, 152_600, 97_700, 70_600, 43_400),
    row(5750, 4, 295_900, 166_500, 106_500, 77_000, 47_400),
    row(6000, 4, unlimited, unlimited, 115_800, 83_700, 51_500),
    row(6250, 4, unlimited, unlimited, 125_500, 90_600, 55_700),
    row(6500, 4, unlimited, unlimited, 135_500, 97_900, 60_200),
    row(6750, 4, unlimited, unlimited, 145_800, 106_800, 64_800),
    row(7000, 4, unlimited, unlimited, 156_700, 113_200, 69_600),
    row(7250, 4, unlimited, unlimited, 167_900, 121_300, 74_600),
    row(7500, 4, unlimited, unlimited, 179_400, 129_600, 79_800),
    row(7750, 4, unlimited, unlimited, 191_400, 138_300, 85_100),
    row(8000, 4, unlimited, unlimited, unlimited, unlimited, unlimited),
  ],
  dwelling: { upToFt2: 3600, gpm: 1000, hours: 1 },
  leastReducedGpm: 1500,
};
