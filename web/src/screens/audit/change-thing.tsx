import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { recordQuery } from '../../api/queries.ts';
import { readNeeds } from '../../kinds/entry.ts';
import { kinds, nounOf } from '../../kinds/kinds.ts';
import { useMe } from '../../ui/me.tsx';
import { kindWords } from '../../ui/words.ts';
import type { Change } from './change.ts';
import { kindWord, nameIn } from './change-words.ts';

/** Where a thing of each kind is looked at, and what that needs. */
const places: Readonly<Record<string, readonly [path: string, anyOf: readonly string[]]>> = {
  ...Object.fromEntries(
    Object.entries(kinds).map(([kind, entry]) => [kind, [`/${entry.noun}`, readNeeds(entry)] as const]),
  ),
  user: ['/admin/users', ['Admin - Users']],
  role: ['/admin/roles', ['Admin - Users']],
};

/** What an entry is about, by its name, with the way to it. */
export function ChangeThing({ change }: { change: Change }) {
  const { permissions, agency } = useMe();
  const { kind = '', recordId, action } = change;
  const [path, anyOf = []] = places[kind] ?? [];
  const may = anyOf.some((each) => permissions.includes(each));
  if (/DataSharing$/.test(kind)) return `${kindWord(kind)} for ${change.names?.[0]?.name ?? 'a partner'}`;
  if (kind === 'agency')
    return <>{recordId && recordId !== agency?.id ? 'an agency' : 'the agency settings'}</>;
  const name = nameIn(change);
  const leads = path && may && recordId && action !== 'delete';
  if (!leads) return <Words word={kindWord(kind)} name={name} />;
  return (
    <Link to={`${path}/${recordId}` as string} className="text-link">
      {name || !(kind in kindWords) ? (
        <Words word={kindWord(kind)} name={name} />
      ) : (
        <Looked kind={kind} id={recordId} />
      )}
    </Link>
  );
}

const Words = ({ word, name }: { word: string; name: string | null }) => (name ? `${word} ${name}` : word);

/** The name of a record whose entry does not carry it. */
function Looked({ kind, id }: { kind: string; id: string }) {
  const record = useQuery({
    ...recordQuery<{ number?: string; addressLine?: string }>(nounOf(kind), id),
    retry: false,
    staleTime: 300_000,
  });
  return <Words word={kindWord(kind)} name={record.data?.number ?? record.data?.addressLine ?? null} />;
}
