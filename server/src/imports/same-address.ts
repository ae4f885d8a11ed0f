const shortened: Readonly<Record<string, string>> = {
  street: 'st',
  str: 'st',
  avenue: 'ave',
  av: 'ave',
  road: 'rd',
  boulevard: 'blvd',
  drive: 'dr',
  lane: 'ln',
  court: 'ct',
  place: 'pl',
  square: 'sq',
  highway: 'hwy',
  parkway: 'pkwy',
  terrace: 'ter',
  circle: 'cir',
  trail: 'trl',
  way: 'wy',
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
  saint: 'st',
  mount: 'mt',
  fort: 'ft',
};

/** An address line as it is compared: lower case, no punctuation, the usual words in their short form. */
export const foldAddress = (line: string): string =>
  line
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => shortened[word] ?? word)
    .join(' ');

/** Do two address lines and units mean the same site? */
export const isSameAddress = (
  one: { readonly addressLine: string; readonly unit?: string | null | undefined },
  other: { readonly addressLine: string; readonly unit?: string | null | undefined },
): boolean =>
  foldAddress(one.addressLine) === foldAddress(other.addressLine) &&
  foldAddress(one.unit ?? '') === foldAddress(other.unit ?? '');
