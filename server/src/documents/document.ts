/** A table of a document: headings, widths as shares of the line, rows. */
export interface DocumentTable {
  readonly title: string;
  readonly headings: readonly string[];
  readonly shares: readonly number[];
  readonly rows: readonly (readonly string[])[];
  /** What stands in place of the table when it has no rows. */
  readonly none: string;
}

/** A photo, small, with what it shows. */
export interface DocumentPhoto {
  readonly caption: string;
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Everything a printed document says. Internal notes are not among it: a document leaves the agency. */
export interface PrintedDocument {
  readonly agency: string;
  readonly color: string;
  /** As in "Inspection report I-2026-0001". */
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** Paragraphs under a heading each. */
  readonly texts: readonly (readonly [heading: string, text: string])[];
  readonly tables: readonly DocumentTable[];
  readonly photos: readonly DocumentPhoto[];
  readonly signatures: readonly string[];
  readonly generated: string;
}

/** What a document says beyond its record, as far as there is any. */
export interface DocumentContext {
  /** Of the place: its name, unit, city, state and ZIP. */
  readonly place: {
    readonly name: string | null;
    readonly unit: string | null;
    readonly city: string;
    readonly state: string;
    readonly zip: string | null;
  } | null;
  /** The department's phone, for whoever has a question. */
  readonly phone: string | null;
}
