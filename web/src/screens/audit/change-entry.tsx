import { UnstyledButton } from '@mantine/core';
import { wayText } from '../../exposure/why.words.ts';
import { useTimeZone } from '../../ui/me.tsx';
import { momentText } from '../../ui/times.ts';
import { useFilters } from '../../ui/use-filters.ts';
import type { Change } from './change.ts';
import { ChangeFacts } from './change-facts.tsx';
import { ChangeThing } from './change-thing.tsx';
import { actionWord, saysAll } from './change-words.ts';

/** Ways that go without saying. */
const plain: ReadonlySet<string> = new Set(['ours', 'inOurPlace']);

/** One entry: when, who, what, and what it was before. */
export function ChangeEntry({ change }: { change: Change }) {
  const zone = useTimeZone();
  const [values, filter] = useFilters();
  const { at, user, via, seq, hash, recordId } = change;
  const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', timeZone: zone });
  return (
    <li className="change">
      <time className="change-time" dateTime={at} title={momentText(at, zone)}>
        {clock.format(new Date(at))}
      </time>
      <div className="change-words">
        <p>
          {user ? (
            <UnstyledButton
              className="change-who"
              title={`Only what ${user.name} did`}
              onClick={() => filter({ user: user.id })}
            >
              {user.name}
            </UnstyledButton>
          ) : (
            <b>Standpipe</b>
          )}{' '}
          {user?.own === false && <span className="change-via">(not a user of your agency) </span>}
          {actionWord(change.action)} {!saysAll(change) && <ChangeThing change={change} />}
          {via && !plain.has(via) && <span className="change-via"> · {wayText(via)}</span>}
        </p>
        <ChangeFacts change={change} />
      </div>
      <div className="change-end">
        {recordId && values.record !== recordId && (
          <UnstyledButton className="change-only" onClick={() => filter({ record: recordId })}>
            Only this
          </UnstyledButton>
        )}
        <span
          className="change-seal"
          title={hash ? `Sealed as number ${seq}: ${hash}` : 'Sealed within a second'}
        >
          {seq ? `#${seq}` : ''}
        </span>
      </div>
    </li>
  );
}
