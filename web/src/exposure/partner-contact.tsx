import './partner-contact.css';
import { useQuery } from '@tanstack/react-query';
import { useMe } from '../ui/me.tsx';
import { mayAskWhy, overviewQuery } from './agencies.query.ts';

/** The person whom an agency named for its partners to ask; nothing where it named none, or is no partner. */
export function PartnerContact({ agency }: { agency: { readonly id?: string; readonly name: string } }) {
  const me = useMe();
  const overview = useQuery({ ...overviewQuery, enabled: mayAskWhy(me) });
  const partners = [...(overview.data?.given ?? []), ...(overview.data?.received ?? [])].map(
    ({ partner }) => partner,
  );
  const found = partners.find(({ id, name }) =>
    agency.id ? id === agency.id : name === agency.name,
  )?.contact;
  if (!found?.name && !found?.phone && !found?.email) return null;
  const { name, phone, email } = found;
  return (
    <small className="partner-contact">
      Contact there: {name}
      {phone && <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>}
      {email && <a href={`mailto:${email}`}>{email}</a>}
    </small>
  );
}
