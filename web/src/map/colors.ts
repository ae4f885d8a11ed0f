/** The colors of the map, as numbers that can be drawn with. In red light hue says nothing: shapes and fills must. */
export interface MapColors {
  readonly name: 'day' | 'dark' | 'red';
  readonly ground: string;
  readonly county: string;
  readonly state: string;
  readonly words: string;
  readonly halo: string;
  /** Inside a shared record's ring, and around an own record's dot. */
  readonly paper: string;
  /** Of a dot of several agencies, and of every record where hue says nothing. */
  readonly neutral: string;
  /** Do records come in their owner's color? */
  readonly owners: boolean;
  /** On a filled dot. */
  readonly onDot: string;
  /** On paper. */
  readonly ink: string;
  readonly selected: string;
}

export const mapColors: Readonly<Record<MapColors['name'], MapColors>> = {
  day: {
    name: 'day',
    ground: '#f2f4f5',
    county: '#cbd4da',
    state: '#8d9aa4',
    words: '#43515b',
    halo: '#ffffff',
    paper: '#ffffff',
    neutral: '#43515b',
    owners: true,
    onDot: '#ffffff',
    ink: '#17212a',
    selected: '#0c6a8c',
  },
  dark: {
    name: 'dark',
    ground: '#11191f',
    county: '#303d47',
    state: '#6b7a85',
    words: '#b7c2ca',
    halo: '#0b1115',
    paper: '#0b1115',
    neutral: '#98a6b0',
    owners: true,
    onDot: '#ffffff',
    ink: '#dde4e9',
    selected: '#74bbd1',
  },
  red: {
    name: 'red',
    ground: '#000000',
    county: '#32100c',
    state: '#6b221b',
    words: '#dd6053',
    halo: '#000000',
    paper: '#000000',
    neutral: '#b5392c',
    owners: false,
    onDot: '#ffd9d5',
    ink: '#ff8d82',
    selected: '#ffd9d5',
  },
};

/** Which of them goes with the pages' colors now. */
export function colorsNow(): MapColors {
  const { dataset } = document.documentElement;
  if (dataset.night !== undefined) return mapColors.red;
  return dataset.mantineColorScheme === 'dark' ? mapColors.dark : mapColors.day;
}

/** Calls back whenever the pages change colors. */
export function watchColors(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributeFilter: ['data-night', 'data-mantine-color-scheme'],
  });
  return () => observer.disconnect();
}
