import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { Administrators as AdministratorsAnswer, Agency } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { signInWords } from '../users/sign-in-words.ts';

export const administratorsKey = (id: string) => ['operator/agencies', id, 'administrators'] as const;

/** Who manages the users of an agency, and whether they can sign in. */
export function Administrators({ agency }: { agency: Agency }) {
  const query = useQuery({
    queryKey: administratorsKey(agency.id),
    queryFn: ({ signal }) =>
      call<AdministratorsAnswer>('GET', `/v1/operator/agencies/${agency.id}/administrators`, { signal }),
  });
  if (query.error && !query.data)
    return <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />;
  if (!query.data) return <Waiting what="the administrators" />;
  if (query.data.items.length === 0) return <p className="administrator-none">No administrator yet.</p>;
  return (
    <ul className="administrator-list">
      {query.data.items.map((each) => (
        <li key={each.id}>
          <p>
            <b>{each.name}</b> <span className="breaks">{each.email}</span>
          </p>
          <p className="administrator-small">
            {each.active ? signInWords[each.signIn] : 'Switched off'}
            {each.signIn === 'invited' && each.invitedUntil && (
              <>
                {' '}
                until <DateTime at={each.invitedUntil} />
              </>
            )}
            {each.signIn === 'awaitingApproval' && each.approvalUntil && (
              <>
                {' '}
                by <DateTime at={each.approvalUntil} />
              </>
            )}
            {' · '}
            {each.lastSignInAt ? (
              <>
                Last sign-in <DateTime at={each.lastSignInAt} ago />
              </>
            ) : (
              'Never signed in'
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
