import type { Tone } from '../kinds/entry.ts';
import { kinds } from '../kinds/kinds.ts';
import { statusWord } from './words.ts';

/** Statuses of what is no kind of record. */
const others: Readonly<Record<string, Tone>> = {
  pending: 'active',
  refused: 'bad',
  offered: 'active',
  accepted: 'good',
  declined: 'bad',
  signedIn: 'good',
  open: 'warn',
  corrected: 'good',
};

/** A status in a word, with a mark whose shape and colour go with it. */
export const StatusBadge = ({ kind, status }: { kind: string; status: string }) => (
  <span className="status" data-tone={kinds[kind]?.statuses[status]?.[1] ?? others[status] ?? 'plain'}>
    {statusWord(kind, status)}
  </span>
);
