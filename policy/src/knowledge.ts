/** What one agency may know of another's answer, for explanations and previews alike. */
import type { AgencyId } from './agency.ts';
import type { Condition, Subject } from './rule.ts';

/** Who owns the place that a record is at, or is. */
export const placeOwnerOf = (subject: Subject): AgencyId =>
  (subject.parties.placeOwner ?? subject.parties.owner) as AgencyId;

/**
 * Which conditions an agency that is party to a record, and sees it, may know about another agency's access to it:
 * grants that it gives or is given, and whether a place of its own is withheld. What a grant between two others says is
 * theirs. Nobody's grant to themselves is looked at, so that is no secret. A record that is withheld is seen by its own
 * agency alone: to everybody else who sees it, it is open.
 */
export const knows =
  (asker: AgencyId, viewer: AgencyId, subject: Subject) =>
  (condition: Condition): boolean => {
    if (condition.is === 'granted') {
      const grantor = subject.parties[condition.by];
      return [asker, viewer].includes(grantor as AgencyId) || viewer === asker;
    }
    if (condition.is === 'open' && condition.what === 'place') return placeOwnerOf(subject) === asker;
    return true;
  };

/** A record as far as such an agency may know it. */
export const knowableFacts = (asker: AgencyId, { placeWithheld, ...subject }: Subject): Subject =>
  placeWithheld === undefined || placeOwnerOf(subject) !== asker ? subject : { ...subject, placeWithheld };
