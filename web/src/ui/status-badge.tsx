import { statusWord } from './words.ts';

type Tone = 'plain' | 'active' | 'good' | 'warn' | 'bad';

const tones: Readonly<Record<string, Tone>> = {
  applied: 'active',
  issued: 'good',
  expired: 'warn',
  revoked: 'bad',
  denied: 'bad',
  scheduled: 'active',
  inProgress: 'warn',
  completed: 'good',
  offered: 'active',
  accepted: 'good',
  declined: 'bad',
  signedIn: 'good',
  open: 'warn',
  corrected: 'good',
};

/** A status in a word, with a mark whose shape and colour go with it. */
export const StatusBadge = ({ kind, status }: { kind: string; status: string }) => (
  <span className="status" data-tone={tones[status] ?? 'plain'}>
    {statusWord(kind, status)}
  </span>
);
