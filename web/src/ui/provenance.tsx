import type { Access, AgencyRef } from '../api/messages.ts';
import { AgencyMark } from './agency-mark.tsx';

/** An agency's color and name. */
export const AgencyName = ({ agency }: { agency: Pick<AgencyRef, 'name' | 'color'> }) => (
  <span className="agency-of">
    <AgencyMark color={agency.color} />
    <span>{agency.name}</span>
  </span>
);

/** What may be done to a shared record, as the sheets call it. */
const levelOf = ({ can }: Access): string => (can.includes('edit') ? 'Can Make Changes' : 'View Only');

/**
 * Whose a record is and how we come to see it: "Ours", or its agency with what it lets us do. `long` says all of it, for
 * the record's own page.
 */
export function Provenance({
  record,
  long = false,
}: {
  record: { readonly agency: AgencyRef; readonly access: Access };
  long?: boolean;
}) {
  const { agency, access } = record;
  const own = access.relation === 'own';
  if (long)
    return (
      <span className="provenance">
        <AgencyMark color={agency.color} />
        <span>{own ? `Ours · ${agency.name}` : `Shared by ${agency.name} · ${levelOf(access)}`}</span>
      </span>
    );
  return (
    <span className="provenance">
      <AgencyMark color={agency.color} />
      <span className="provenance-words">
        {own ? 'Ours' : agency.name}
        {!own && <small>Shared · {levelOf(access)}</small>}
      </span>
    </span>
  );
}
