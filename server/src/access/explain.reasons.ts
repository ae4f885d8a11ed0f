import {
  type AgencyId,
  type Condition,
  covers,
  levelName,
  moduleEntry,
  placeOwnerOf,
  sheets,
  type Viewer,
} from '@standpipe/policy';
import { type Call, ownAgency } from '../http/call.ts';
import { receivedLevels } from '../http/session.ts';
import { whyPaused } from '../sharing/wording.ts';
import { readShares } from './explain.store.ts';
import { levelNames, type Scene } from './explain.wording.ts';

/** What the asker's agency knows of the grants behind an answer. */
export interface Reasons {
  /** Grants to the viewer's agency that are in force, of those that the asker may know. */
  readonly received: Viewer['received'];
  /** For a grant that is not met: why a stored one does not count, and who lifts that; null when there is none. */
  whyNot(condition: Condition): { readonly why: string; readonly whoCanChange: string } | null;
  readonly hints: readonly string[];
}

/** Reads the grants between the asker's agency and the others that a record's answer hangs on. */
export async function grantsBetween(call: Call, scene: Scene, action: string): Promise<Reasons> {
  const own = ownAgency(call);
  const { subject, viewer, name } = scene;
  const grantors = (Object.values(subject.parties) as AgencyId[]).filter((party) => party !== viewer);
  const shares = grantors.length > 0 ? await readShares(call.db, grantors, viewer) : [];
  const inForce = shares.flatMap((share) =>
    share.in_force ? [{ grantor: share.grantor_id, levels: share.in_force }] : [],
  );
  const received = receivedLevels(inForce);

  /** To the grantor's own administrators: what holds back a setting of theirs that would be enough. */
  const whyNot = (condition: Condition) => {
    if (condition.is !== 'granted' || subject.parties[condition.by] !== own.id) return null;
    const { sheet } = moduleEntry(condition.module);
    const share = shares.find((each) => each.grantor_id === own.id && each.sheet === sheet);
    if (
      !share ||
      share.in_force ||
      !covers(condition.module, share.levels[condition.module], condition.level)
    )
      return null;
    const { paused, starts_at: startsAt, ends_at: endsAt } = share;
    const names = { sheet, own: own.name, partner: name(viewer), timeZone: own.timeZone };
    const dated = paused.every((each) => each === 'notStarted' || each === 'ended');
    return {
      why: whyPaused(paused, { ...names, startsAt, endsAt }),
      whoCanChange: dated
        ? `An administrator of ${own.name}, on ${sheets[sheet].name}`
        : 'The platform operator',
    };
  };

  return { received, whyNot, hints: action === 'view' ? otherSetting(scene, own.id, received) : [] };
}

/**
 * The source's troubleshooting list asks for Address Share Module beside Permit, its scenarios do not. The scenarios
 * are the rule; whoever follows the list finds the other setting here.
 */
function otherSetting(scene: Scene, asker: AgencyId, received: Viewer['received']): string[] {
  const { kind, subject, viewer, name } = scene;
  const owner = placeOwnerOf(subject);
  const concerns = kind.kind === 'permit' && ![owner, subject.parties.author].includes(viewer);
  if (!concerns || ![owner, viewer].includes(asker)) return [];
  const level = received.get(owner)?.addressShareModule ?? 'none';
  if (covers('addressShareModule', level, 'permit')) return [];
  const module = moduleEntry('addressShareModule').name;
  return [
    `The usual advice asks for ${module} = ${levelNames('addressShareModule', 'permit')} beside Permit = View Only. ` +
      `The rule does not need both; ${name(owner)} gives ${name(viewer)} ${module} = ${levelName('addressShareModule', level)} now.`,
  ];
}
