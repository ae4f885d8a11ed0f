import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Change } from './change.ts';
import { type Difference, differencesOf } from './change-diff.ts';
import { ChangeValue, ListDifference } from './change-value.tsx';
import { nameIn } from './change-words.ts';

const fewest = 4;

/** What an entry changed, fact by fact; a long list is folded. */
export function ChangeFacts({ change }: { change: Change }) {
  const [all, setAll] = useState(false);
  const name = nameIn(change);
  const sets = change.action === 'share';
  // What stands in the sentence already is not said again, where nothing became of it.
  const facts = differencesOf(change).filter(
    ({ before, after }) =>
      name === null || (before ?? after) !== name || (before !== undefined && after !== undefined),
  );
  if (facts.length === 0) return null;
  const shown = all || facts.length <= fewest + 1 ? facts : facts.slice(0, fewest);
  const changed = change.before !== null && change.after !== null;
  return (
    <>
      <dl className={changed || sets ? 'change-facts' : 'change-facts change-line'}>
        {shown.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>
              <Fact fact={fact} change={change} changed={changed} />
            </dd>
          </div>
        ))}
      </dl>
      {shown.length < facts.length && (
        <Button size="compact-sm" variant="subtle" className="change-more" onClick={() => setAll(true)}>
          {facts.length - shown.length} more
        </Button>
      )}
    </>
  );
}

function Fact({ fact, change, changed }: { fact: Difference; change: Change; changed: boolean }) {
  const { field, before, after } = fact;
  const { kind = '', names } = change;
  const value = (each: unknown) => (
    <ChangeValue kind={kind} field={field} value={each} {...(names && { names })} />
  );
  if (!changed) return value(after ?? before);
  if (Array.isArray(before) && Array.isArray(after)) return <ListDifference before={before} after={after} />;
  return (
    <>
      <span className="change-before">{value(before)}</span>
      <span className="visually-hidden"> became </span>
      <span aria-hidden="true"> → </span>
      <span>{value(after)}</span>
    </>
  );
}
