/** Viewers as a loader would make them from the grants in force. */
import {
  type AgencyId,
  type GivenLevels,
  joined,
  type Levels,
  type Permission,
  type Viewer,
} from '../src/index.ts';

const byOther = (grants: readonly GivenLevels[], other: 'grantor' | 'partner') => {
  const levels = new Map<AgencyId, Levels>();
  for (const grant of grants) {
    const before = levels.get(grant[other]);
    levels.set(grant[other], before ? joined(before, grant.levels) : grant.levels);
  }
  return levels;
};

/** A user of this agency with these permissions: the grants it received, and for messaging those it gave. */
export const viewerIn = (
  grants: readonly GivenLevels[],
  agency: AgencyId,
  permissions: Iterable<Permission>,
): Viewer => ({
  agency,
  permissions: new Set(permissions),
  received: byOther(
    grants.filter(({ partner }) => partner === agency),
    'grantor',
  ),
  given: byOther(
    grants.filter(({ grantor }) => grantor === agency),
    'partner',
  ),
});
