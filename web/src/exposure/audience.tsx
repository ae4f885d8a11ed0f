import './audience.css';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Audience } from '../api/messages.ts';
import { asCallProblem } from '../api/problem.ts';
import { AgencyMark } from '../ui/agency-mark.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Waiting } from '../ui/waiting.tsx';
import type { NamedAgency } from './agencies.query.ts';
import { audienceQuery } from './audience.query.ts';
import type { AskedRecord } from './why.query.ts';
import { wayText } from './why.words.ts';

type Seer = Audience['items'][number];

const words = {
  none: 'You share with no partner yet.',
  seen: (seen: number, of: number) => `Seen by ${seen} of ${of} ${of === 1 ? 'partner' : 'partners'}`,
  unsure: (count: number) => `${count} more ${count === 1 ? 'depends' : 'depend'} on another agency`,
  sees: 'Can see it',
  depends: 'Depends on another agency',
  hidden: 'Cannot see it',
  needed: (texts: readonly string[]) => (texts.length > 0 ? `Needed: ${texts.join('; ')}` : ''),
  more: (count: number) => `Show all ${count}`,
};

const mostAtFirst = 8;
const order = (seer: Seer) => (seer.allowed === true ? 0 : seer.allowed === null ? 1 : 2);

/** Every partner with whether it sees a record and the reason; choosing one explains it in full. */
export function AudienceList({
  record,
  choose,
}: {
  record: AskedRecord;
  choose: (agency: NamedAgency) => void;
}) {
  const { kind, id } = record;
  const query = useQuery(audienceQuery({ record: { kind, id } }));
  const [all, setAll] = useState(false);
  if (query.error)
    return <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />;
  if (!query.data) return <Waiting what="who can see it" />;
  const items = query.data.items.toSorted((a, b) => order(a) - order(b));
  if (items.length === 0) return <p className="why-hint">{words.none}</p>;
  const shown = all ? items : items.slice(0, mostAtFirst);
  const count = (allowed: boolean | null) => items.filter((each) => each.allowed === allowed).length;
  return (
    <section className="audience">
      <h3>
        {words.seen(count(true), items.length)}
        {count(null) > 0 && <small> · {words.unsure(count(null))}</small>}
      </h3>
      <ul>
        {shown.map((seer) => (
          <li key={seer.agency.id}>
            <button type="button" onClick={() => choose(seer.agency)}>
              <AgencyMark color={seer.agency.color} />
              <b>{seer.agency.name}</b>
              <span className="audience-answer" data-allowed={String(seer.allowed)}>
                {seer.allowed ? words.sees : seer.allowed === null ? words.depends : words.hidden}
              </span>
              <span className="audience-reason">
                {seer.via ? wayText(seer.via) : words.needed(seer.needs)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length < items.length && (
        <Button size="compact-md" variant="default" onClick={() => setAll(true)}>
          {words.more(items.length)}
        </Button>
      )}
    </section>
  );
}
