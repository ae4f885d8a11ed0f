/** The first letters of a name's first and last words that begin with one. */
export function initials(name: string): string {
  const letters = name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .filter((letter) => /\p{L}|\p{N}/u.test(letter));
  return [letters[0], letters.length > 1 ? letters.at(-1) : ''].join('').toUpperCase();
}
