import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { recordQuery } from '../../api/queries.ts';
import { nounOf } from '../../kinds/kinds.ts';
import { Icon } from '../../ui/icon.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { kindWords, plainText } from '../../ui/words.ts';
import type { View } from './view.ts';

const wordOf = (kind: string, many: boolean) =>
  kindWords[kind]?.[many ? 1 : 0] ?? plainText(kind) + (many ? 's' : '');
const mostNamed = 50;

/** The record that was looked at, by its name; several open beside the table. */
export function ViewedRecords({ view: { kind, ids } }: { view: View }) {
  const [open, setOpen] = useState(false);
  const [only] = ids;
  if (ids.length === 1 && only) return <Viewed kind={kind} id={only} />;
  const words = `${ids.length.toLocaleString()} ${wordOf(kind, true).toLowerCase()}`;
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        className="viewed-many"
        rightSection={<Icon name="right" size={14} />}
        onClick={() => setOpen(true)}
      >
        {words}
      </Button>
      <SidePanel opened={open} title={`The ${words} that were shown`} onClose={() => setOpen(false)}>
        <ul className="viewed-list">
          {ids.slice(0, mostNamed).map((id) => (
            <li key={id}>
              <Viewed kind={kind} id={id} />
            </li>
          ))}
        </ul>
        {ids.length > mostNamed && <p className="viewed-rest">Download the CSV for the full list.</p>}
      </SidePanel>
    </>
  );
}

interface Named {
  readonly number?: string;
  readonly addressLine?: string;
}

/** A record of ours by what people call it. One that we can't see ourselves now keeps its kind alone. */
function Viewed({ kind, id }: { kind: string; id: string }) {
  const isKind = kind in kindWords;
  const record = useQuery({ ...recordQuery<Named>(nounOf(kind), id), enabled: isKind, retry: false });
  const word = wordOf(kind, false);
  if (!isKind || record.error) return <span>{word}</span>;
  const name = record.data?.number ?? record.data?.addressLine;
  return (
    <Link className="viewed" to={`/${nounOf(kind)}/${id}` as string}>
      {word} {name}
    </Link>
  );
}
