import { createContext, type ReactNode, useContext } from 'react';
import type { Me } from '../api/messages.ts';
import { useViewAs } from '../api/view-as.ts';

const Who = createContext<Me | null>(null);

export const MeProvider = ({ me, children }: { me: Me; children: ReactNode }) => (
  <Who.Provider value={me}>{children}</Who.Provider>
);

/** Who is signed in, in every screen inside the shell. */
export function useMe(): Me {
  const me = useContext(Who);
  if (!me) throw new Error('Nobody is signed in.');
  return me;
}

/** The agency's time zone, or the reader's own where there is no agency. */
export const useTimeZone = (): string =>
  useContext(Who)?.agency?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** While reading as a partner nothing is written, and no control that writes is shown. */
export const useReadOnly = (): boolean => useViewAs() !== null;

/** Does one hold the permission, and may one write now? For the controls of what is not a record yet. */
export function useMay(permission: string): boolean {
  const { permissions } = useMe();
  return !useReadOnly() && permissions.includes(permission);
}

/** What of a record's own `access.can` holds now: nothing but looking while reading as a partner. */
export function useCan(record: { readonly access: { readonly can: readonly string[] } }) {
  const readOnly = useReadOnly();
  return (action: string) => record.access.can.includes(action) && (!readOnly || action === 'view');
}
