import {
  type AgencyId,
  type Condition,
  covers,
  levelName,
  moduleEntry,
  type Sheet,
  sheets,
  type Viewer,
} from '@standpipe/policy';
import { type Call, ownAgency } from '../http/call.ts';
import { receivedLevels } from '../http/session.ts';
import { type Pause, whyPaused } from '../sharing/wording.ts';
import { readShares, type Share } from './explain.store.ts';
import { levelNames, type Scene } from './explain.wording.ts';
import { placeOwnerOf } from './knowledge.ts';

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

  const whyNot = (condition: Condition) => {
    if (condition.is !== 'granted') return null;
    const grantor = subject.parties[condition.by] as AgencyId;
    if (grantor === viewer) return null;
    const { sheet } = moduleEntry(condition.module);
    const share = shares.find((each) => each.grantor_id === grantor && each.sheet === sheet);
    const paused = grantor === own.id ? pausing(share, condition) : viewer === own.id ? ownPause(sheet) : [];
    if (paused.length === 0) return null;
    const dates = { startsAt: share?.starts_at ?? null, endsAt: share?.ends_at ?? null };
    const names = { sheet, own: name(grantor), partner: name(viewer), timeZone: own.timeZone };
    const dated = paused.every((each) => each === 'notStarted' || each === 'ended');
    return {
      why: whyPaused(paused, { ...names, ...dates }),
      whoCanChange: dated
        ? `An administrator of ${name(grantor)}, on ${sheets[sheet].name}`
        : 'The platform operator',
    };
  };

  /** To the grantor's own administrators: what holds back a setting of theirs that would be enough. */
  function pausing(share: Share | undefined, condition: Condition & { is: 'granted' }): readonly Pause[] {
    const stored = share?.levels[condition.module];
    return share && covers(condition.module, stored, condition.level) ? share.paused : [];
  }

  /** To the partner's: only what they know of themselves, never what the grantor has stored. */
  function ownPause(sheet: Sheet): readonly Pause[] {
    const on = sheet === 'client' ? own.clientDataSharing : own.userDataSharing;
    return on ? [] : ['partnerFeatureOff'];
  }

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
