// Once: what stands here is written out wherever it is named.
const names = __COUNTY_NAMES__;

/** The name of a county by its FIPS code, or the code where the atlas has none. */
export const countyName = (fips: string): string => names[fips] ?? fips;

/** The counties of a state (two digits), by name, as choices. */
export const countiesIn = (stateFips: string): { value: string; label: string }[] =>
  Object.keys(names)
    .filter((fips) => fips.startsWith(stateFips))
    .map((value) => ({ value, label: countyText(value) }))
    .sort((one, other) => one.label.localeCompare(other.label));

/** States (by FIPS code) whose counties go by another name, or by several. */
const otherwise: Record<string, string> = {
  '02': '',
  '11': '',
  '22': ' Parish',
  '60': '',
  '69': '',
  '72': ' Municipio',
};

/** "Kendall County", "Orleans Parish", "Baltimore city": a county as its people call it. */
export function countyText(fips: string): string {
  const name = names[fips];
  if (!name) return `County ${fips}`;
  if (Number(fips.slice(2)) >= 510) return /city$/i.test(name) ? name : `${name} city`;
  return name + (otherwise[fips.slice(0, 2)] ?? ' County');
}
