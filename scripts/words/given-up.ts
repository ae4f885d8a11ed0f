export interface GivenUp {
  readonly phrase: string;
  readonly pattern: RegExp;
  readonly instead: string;
}

const patternOf = (phrase: string): RegExp => {
  const parts = phrase.split('…').map((part) =>
    part
      .trim()
      .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll(/\s+/g, '\\s+'),
  );
  return new RegExp(`\\b${parts.join('\\b.{1,40}\\b')}\\b`, 'i');
};

/** The given-up words of the glossary's second table. @throws Error where there are none: the table was moved */
export function givenUp(glossary: string): GivenUp[] {
  const [, section = ''] = glossary.split('## Given-up words');
  const words = section.split('\n').flatMap((line) => {
    const [, not = '', instead = ''] = line.split('|').map((cell) => cell.trim());
    if (!line.startsWith('|') || not === 'not' || not.startsWith('---')) return [];
    return not.split(',').map((each) => ({ phrase: each.trim(), pattern: patternOf(each.trim()), instead }));
  });
  if (words.length === 0) throw new Error('docs/glossary.md lists no given-up words.');
  return words;
}
