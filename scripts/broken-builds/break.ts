/** One exact change of the source. `old` must be there once, or the catalogue has rotted. */
export interface Edit {
  readonly file: string;
  readonly old: string;
  readonly new: string;
}

/** What must turn red: a test of a file, by the end of its full name ("group > test"), or the file's whole start. */
export type Red =
  | {
      readonly file: string;
      readonly test: string;
      /** The tests before it set its scene, so that the file has to be run whole. */
      readonly amongOthers?: true;
    }
  | { readonly file: string; readonly refuses: string };

/** A deliberately broken build. */
export interface Break {
  /** What is broken, in words. */
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Each of these must turn red. */
  readonly red: readonly Red[];
}

/** A break of one file by one change. */
export const broken = (
  name: string,
  file: string,
  [old, now]: readonly [string, string],
  ...red: Red[]
): Break => ({
  name,
  edits: [{ file, old, new: now }],
  red,
});

export const turnsRed = (file: string, test: string): Red => ({ file, test });
export const turnsRedAmongOthers = (file: string, test: string): Red => ({ file, test, amongOthers: true });
export const refusesToStart = (file: string, refuses: string): Red => ({ file, refuses });
