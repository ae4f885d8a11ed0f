/** The first letters of two words of a name: of its first, and of its last or next one. */
export function initials(name: string, second: 'last' | 'next'): string {
  const letters = name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .filter((letter) => /\p{L}|\p{N}/u.test(letter));
  const other = second === 'next' ? letters[1] : letters.slice(1).at(-1);
  return `${letters[0] ?? ''}${other ?? ''}`.toUpperCase();
}
