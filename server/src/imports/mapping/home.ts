/** Who imports: what is not in the file, and where its points are expected. */
export interface Home {
  readonly state: string;
  /** The five digits of the agency's county. */
  readonly countyFips: string;
}
