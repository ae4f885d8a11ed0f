/** "Kendall, TX": a county by its FIPS code, with its state. */
export const countyText = (fips: string, state: string): string => {
  const name = __COUNTY_NAMES__[fips];
  return name ? `${name}, ${state}` : `${fips}, ${state}`;
};
