import { type Kind, permissionsOf } from '@standpipe/policy';
import type { IconName } from '../ui/icon.tsx';

export type Tone = 'plain' | 'active' | 'good' | 'warn' | 'bad';

/** One kind of record as the screens know it: navigation, search, notices and links read these entries. */
export interface KindEntry {
  readonly rules: Kind;
  /** Its noun in paths, of pages and of the API: "permits". */
  readonly noun: string;
  readonly one: string;
  readonly many: string;
  readonly icon: IconName;
  /** The letter after `g` that leads to its list. */
  readonly jump?: string;
  /** Its statuses in the order of their life: what people read, and how it is marked. */
  readonly statuses: Readonly<Record<string, readonly [word: string, tone: Tone]>>;
}

/** The permissions of which one lets a user read such records, or some of them. */
export const readNeeds = ({ rules }: KindEntry): readonly string[] =>
  rules.actions.view ? permissionsOf(rules.actions.view) : [];
