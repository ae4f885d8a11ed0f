import { parseSync } from '@swc/core';

export interface Text {
  readonly line: number;
  readonly text: string;
}

interface Node {
  readonly type?: string;
  readonly value?: unknown;
  readonly span?: { readonly start: number };
  readonly quasis?: readonly { readonly raw: string }[];
  readonly name?: { readonly value?: string };
}

/** Attributes that no one reads. */
const technical = new Set(['className', 'class', 'to', 'type', 'name', 'role', 'htmlFor', 'id', 'icon']);
const skipped = new Set(['ImportDeclaration', 'TsLiteralType', 'TaggedTemplateExpression']);

const spoken = (node: Node): string | null => {
  if (node.type === 'JSXText' || node.type === 'StringLiteral') return String(node.value);
  if (node.type === 'TemplateLiteral') return node.quasis?.map(({ raw }) => raw).join(' x ') ?? null;
  return null;
};

/** What a source file says to people: its strings, templates and JSX texts, without imports and SQL. */
export function textsOf(source: string, file: string): Text[] {
  const program = parseSync(source, { syntax: 'typescript', tsx: file.endsWith('x'), target: 'es2024' });
  const bytes = Buffer.from(source);
  const base = program.span.start - leading(source);
  const texts: Text[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const each = node as Node;
    if (each.type !== undefined && skipped.has(each.type)) return;
    if (each.type === 'JSXAttribute' && technical.has(each.name?.value ?? '')) return;
    const text = spoken(each);
    if (text && /[a-z]{2}/i.test(text)) {
      const before = bytes.subarray(0, Math.max(0, (each.span?.start ?? 0) - base));
      texts.push({ line: before.toString().split('\n').length, text: text.replaceAll(/\s+/g, ' ').trim() });
    }
    for (const child of Object.values(node)) visit(child);
  };
  visit(program.body);
  return texts;
}

/** Bytes of the comments and blanks before the first statement, where the parser's counting begins. */
function leading(source: string): number {
  const [head = ''] = /^(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*\n)*/.exec(source) ?? [];
  return Buffer.byteLength(head);
}

/** A document line by line, without code. */
export function proseOf(markdown: string): Text[] {
  let inCode = false;
  return markdown.split('\n').flatMap((text, at) => {
    if (text.startsWith('```')) inCode = !inCode;
    return inCode ? [] : [{ line: at + 1, text: text.replaceAll(/`[^`]*`/g, '') }];
  });
}
