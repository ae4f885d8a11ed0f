import { type Kind, listKind, type Model, readOwnAgency, type Stored } from '../model.ts';
import { opensWork, readUserLevels } from './effect.ts';
import { mayAgencyView } from './view.ts';

export interface ViewAs {
  /** Records that must be shown. */
  must: Stored[];
  /** Records that may be shown besides: what the asking agency itself cannot see now. */
  may: Stored[];
}

function hangsOnThird(record: Stored, asker: string, partner: string): boolean {
  if (record.kind === 'place') return false;
  return record.place.owner !== asker && record.place.owner !== partner;
}

/** What an admin reading as a partner sees: own records, the partner's answer, no third agency's setting. */
export function listViewedAs(model: Model, asker: string, partner: string, kind: Kind): ViewAs {
  const ours = listKind(model, kind).filter((record) => readOwnAgency(record) === asker);
  const seen = ours.filter(
    (record) => !hangsOnThird(record, asker, partner) && mayAgencyView(model, partner, record),
  );
  return {
    must: seen.filter((record) => mayAgencyView(model, asker, record)),
    may: seen.filter((record) => !mayAgencyView(model, asker, record)),
  };
}

/** Counts of an agency's own records that have gone dark, by kind and owner of the place. */
export function countDark(model: Model, agency: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const work of model.works) {
    if (work.deleted || work.creator !== agency || work.place.owner === agency) continue;
    const share = readUserLevels(model, work.place.owner, agency).addressShareModule;
    if (opensWork(share, work.kind)) continue;
    const key = `${work.kind} at ${work.place.owner}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
