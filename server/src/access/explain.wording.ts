import {
  type AgencyId,
  type Condition,
  covers,
  type Kind,
  type Level,
  levelName,
  type Module,
  moduleEntry,
  nameOf,
  placeOwnerOf,
  type Subject,
  sheets,
} from '@standpipe/policy';

/** What the words of an explanation are about. */
export interface Scene {
  readonly kind: Kind;
  readonly subject: Subject;
  readonly viewer: AgencyId;
  name(agency: AgencyId): string;
}

const sentence = (text: string) => text[0]!.toUpperCase() + text.slice(1);
const article = /^an? /;
const words = (camel: string) => {
  const spaced = camel.replace(/[A-Z]/g, (letter) => ` ${letter}`);
  return spaced[0]!.toUpperCase() + spaced.slice(1);
};

/** Every level of a module that gives the wanted one: "Permit or Fire Inspection/Permit". */
export const levelNames = (module: Module, wanted: Level): string =>
  moduleEntry(module)
    .levels.filter(({ level }) => covers(module, level, wanted))
    .map(({ level }) => levelName(module, level))
    .join(' or ');

function grantText(scene: Scene, condition: Condition & { is: 'granted' }): string {
  const grantor = scene.subject.parties[condition.by] as AgencyId;
  const partner = scene.name(scene.viewer);
  const setting = `${moduleEntry(condition.module).name} = ${levelNames(condition.module, condition.level)}`;
  return grantor === scene.viewer
    ? `Another agency than ${partner} is ${scene.kind.parties[condition.by]}, and has set ${setting} for ${partner}`
    : `${scene.name(grantor)} has set ${setting} for ${partner}`;
}

/** A condition as one sentence that is true or not. */
export function conditionText(scene: Scene, condition: Condition): string {
  const { kind, subject, viewer, name } = scene;
  const thing = kind.name.replace(article, 'the ');
  switch (condition.is) {
    case 'own':
      return `${name(viewer)} is ${kind.parties[condition.party]}`;
    case 'granted':
      return grantText(scene, condition);
    case 'holds':
      return `The user holds ${condition.permission}`;
    case 'about':
      return `${sentence(thing)} is about ${nameOf(condition.kind)}`;
    case 'status':
      return `${sentence(thing)} is ${condition.oneOf.map(words).join(' or ')}`;
    case 'open':
      return condition.what === 'record'
        ? `${name(subject.parties[kind.ownParty] as AgencyId)} has not withheld ${thing}`
        : `${name(placeOwnerOf(subject))} has not withheld the place`;
    case 'signedIn':
      return 'The unit is signed in';
    case 'holder':
      return `${name(viewer)} holds command`;
    case 'mutual':
      return `Every pair of its members has ${moduleEntry(condition.module).name} open for each other`;
  }
}

/** Whose condition it is; null when nobody can change it (who made a record, who owns the place). */
export function agencyBehind(scene: Scene, condition: Condition): AgencyId | null {
  const { kind, subject, viewer } = scene;
  switch (condition.is) {
    case 'granted': {
      const grantor = subject.parties[condition.by] as AgencyId;
      return grantor === viewer ? null : grantor;
    }
    case 'open':
      return condition.what === 'place'
        ? placeOwnerOf(subject)
        : (subject.parties[kind.ownParty] as AgencyId);
    case 'own':
    case 'about':
      return null;
    case 'holds':
      return viewer;
    default:
      return subject.parties[kind.ownParty] as AgencyId;
  }
}

/** Who can change what, as far as the asker may know of it. */
export function whoCanChange(scene: Scene, condition: Condition, met: boolean | null): string | null {
  const agency = agencyBehind(scene, condition);
  if (agency === null) return null;
  const name = scene.name(agency);
  if (met === null) return `${name} decides; ask them`;
  if (condition.is === 'granted')
    return `An administrator of ${name}, on ${sheets[moduleEntry(condition.module).sheet].name}`;
  if (condition.is === 'holds') return `An administrator of ${name}, by a role of the user`;
  return `${name}, by changing ${condition.is === 'status' ? 'its status' : 'whether it is withheld'}`;
}
