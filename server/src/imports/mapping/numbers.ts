const bareNumber = (text: string) =>
  text
    .replace(/^\+/, '')
    .replace(/^[\u2212\u2013]/, '-')
    .replace(/(\d)[\s\u00a0\u202f'’](?=\d{3})/g, '$1');

/** The number in a cell, read as whole numbers are; null where it is none. */
export function readDecimal(text: string, decimal: 'comma' | undefined): number | null {
  const bare = bareNumber(text);
  const plain =
    decimal === 'comma'
      ? bare.replaceAll('.', '').replace(',', '.')
      : bare.replace(/(\d),(?=\d{3}\b)/g, '$1');
  return /^-?(\d{1,12}(\.\d*)?|\.\d+)(e[-+]?\d{1,2})?$/i.test(plain) ? Number(plain) : null;
}

/**
 * The whole number in a cell, thousands between commas or blanks; null where it is none. With a decimal comma, points
 * stand between thousands.
 */
export function readWhole(text: string, decimal: 'comma' | undefined): number | null {
  const bare = bareNumber(text);
  const thousands = decimal === 'comma' ? /^-?\d{1,3}(\.\d{3})+(,0+)?$/ : /^-?\d{1,3}(,\d{3})+(\.0+)?$/;
  const plain = decimal === 'comma' ? /^-?\d{1,12}(,0+)?$/ : /^-?\d{1,12}(\.0+)?$/;
  if (!thousands.test(bare) && !plain.test(bare)) return null;
  const point = decimal === 'comma' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
  return Number(point);
}
