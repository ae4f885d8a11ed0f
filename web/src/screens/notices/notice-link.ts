import type { Me, Notice } from '../../api/messages.ts';
import { itemAt, refusalOf } from '../../app/navigation.ts';
import { nounOf } from '../../kinds/kinds.ts';

interface Leads {
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
}

/** Where that stands which a notice tells of; null where it is gone, or there is no page of it. */
function whereOf({ topic, kind, recordId, count, about }: Notice): Leads | null {
  if (topic === 'userAdded' && recordId) return { to: `/admin/users/${recordId}` };
  if (topic === 'permitExpiring')
    return count === 1 && recordId
      ? { to: `/permits/${recordId}` }
      : { to: '/permits', search: { status: 'issued', sort: 'expiresOn' } };
  if (topic === 'placeTransfer') return { to: '/place-transfers' };
  if (topic === 'partnerEdit' && kind && recordId) return { to: `/${nounOf(kind)}/${recordId}` };
  if (topic === 'recordShared' && kind && about) {
    const list = `/${nounOf(kind)}`;
    return count === 1 && recordId
      ? { to: `${list}/${recordId}` }
      : { to: list, search: { agency: about.id } };
  }
  if ((topic === 'grantChanged' || topic === 'grantResumed') && about)
    return { to: '/sharing', search: { q: about.name } };
  return null;
}

/** Where one goes from a notice; null where there is nothing to go to, or one may not. */
export function noticeLink(notice: Notice, me: Me): Leads | null {
  const leads = whereOf(notice);
  const item = leads && itemAt(leads.to);
  return item && refusalOf(item, me) !== null ? null : leads;
}
