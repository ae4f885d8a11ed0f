import { type Level, levelName, type Module } from '@standpipe/policy';
import type { ReactNode } from 'react';
import { AgencyMark } from '../../ui/agency-mark.tsx';
import { DateTime, DayText } from '../../ui/date-time.tsx';
import { permitClasses, plainText, statusWord } from '../../ui/words.ts';
import type { Change } from './change.ts';
import { fieldsOf } from './change-words.ts';

const nothing = <span className="nothing">nothing</span>;
const longest = 240;
const unknown = 'an entry';
const countText = (count: number) => (count === 1 ? '1 entry' : `${count} entries`);

const nameOf = (value: unknown): string => {
  const { name, number, text, addressLine, label, description, item } = fieldsOf(value);
  const said = name ?? number ?? text ?? label ?? addressLine ?? description ?? item;
  return String(said ?? (typeof value === 'object' ? unknown : value));
};

/** A value of the log as people read it: no codes, no ids, no braces. */
export function ChangeValue({
  kind,
  field,
  value,
  names = [],
}: {
  kind: string;
  field: string;
  value: unknown;
  /** What ids are called. */
  names?: Change['names'];
}): ReactNode {
  if (field.startsWith('levels.'))
    return levelName(field.slice('levels.'.length) as Module, (value ?? 'none') as Level);
  if (value === null || value === undefined || value === '') return nothing;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return value.toLocaleString();
  if (Array.isArray(value)) {
    if (value.length === 0) return nothing;
    const unnamed = value.some((each) => nameOf(each) === unknown);
    return unnamed || value.length > 12 ? countText(value.length) : value.map(nameOf).join(', ');
  }
  if (typeof value === 'object') {
    const { coordinates } = fieldsOf(value);
    if (Array.isArray(coordinates))
      return [...coordinates]
        .reverse()
        .map((each) => Number(each).toFixed(5))
        .join(', ');
    return nameOf(value);
  }
  const text = String(value);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return <DateTime at={text} />;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return <DayText on={text} />;
  if (/^#[0-9a-f]{6}$/i.test(text))
    return (
      <span className="change-color">
        <AgencyMark color={text} /> {text}
      </span>
    );
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    return (
      names.find(({ id }) => id === text)?.name ?? (field === 'assignedTo' ? 'someone' : `…${text.slice(-6)}`)
    );
  if (field === 'status') return statusWord(kind, text);
  if (field === 'class') return permitClasses[text] ?? plainText(text);
  if (/^[a-z]+([A-Z][a-z]+)+$/.test(text)) return plainText(text);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** Lists are told by what came, what went, and what of the rest is not as it was. */
export function ListDifference({ before, after }: { before: readonly unknown[]; after: readonly unknown[] }) {
  const [was, is] = [before.map(nameOf), after.map(nameOf)];
  const came = is.filter((each) => !was.includes(each));
  const went = was.filter((each) => !is.includes(each));
  const changed = is.filter(
    (each, at) =>
      was.includes(each) && JSON.stringify(after[at]) !== JSON.stringify(before[was.indexOf(each)]),
  );
  const changes = [namesText('added', came), namesText('took away', went), namesText('changed', changed)];
  return changes.filter(Boolean).join('; ') || 'reordered';
}

const mostNames = 4;

const namesText = (done: string, names: readonly string[]): string =>
  names.length === 0
    ? ''
    : `${done}: ${names.length > mostNames ? countText(names.length) : names.join(', ')}`;
