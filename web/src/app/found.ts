import type { AgencyRef } from '../api/messages.ts';
import type { IconName } from '../ui/icon.tsx';

/** One thing that can be gone to. */
export interface Found {
  readonly key: string;
  readonly label: string;
  readonly sublabel?: string;
  readonly icon: IconName;
  readonly to: string;
  readonly search?: Record<string, string>;
  readonly owner?: AgencyRef;
}
