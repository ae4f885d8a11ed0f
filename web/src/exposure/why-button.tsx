import { Button, Menu } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { useMe } from '../ui/me.tsx';
import { mayAskWhy, type NamedAgency } from './agencies.query.ts';
import type { AskedRecord } from './why.query.ts';

const WhyDialog = lazy(() => import('./why-dialog.tsx'));

interface Asked {
  readonly record?: AskedRecord;
  /** The agency to begin with. */
  readonly agency?: NamedAgency;
  /** The agencies that made the record and own its place; only their administrators may ask. Left out, it is tried. */
  readonly parties?: readonly string[];
}

/** May one ask about it at all? Who may not is not shown a way to ask. */
function useMayAsk(parties: readonly string[] | undefined): boolean {
  const me = useMe();
  return mayAskWhy(me) && (!parties || parties.includes(me.agency?.id ?? ''));
}

/** "Who can see it?" beside a record: opens the explanation. Absent for those who may not ask. */
export function WhyButton({ parties, ...asked }: Asked) {
  const [open, setOpen] = useState(false);
  if (!useMayAsk(parties)) return null;
  return (
    <>
      <Button
        size="compact-md"
        variant="default"
        leftSection={<Icon name="question" size={16} />}
        onClick={() => setOpen(true)}
      >
        Who can see it?
      </Button>
      <Suspense>{open && <WhyDialog {...asked} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}

/** The same in a menu. The dialog outlives the menu: it stands where `useWhy` does. */
export function WhyItem({ parties, onClick }: Pick<Asked, 'parties'> & { onClick: () => void }) {
  if (!useMayAsk(parties)) return null;
  return (
    <Menu.Item leftSection={<Icon name="question" size={16} />} onClick={onClick}>
      Why can they (not) see it?
    </Menu.Item>
  );
}

/** Opens the explanation from anywhere on a page: `ask({ agency })` by a row's menu, and `dialog` once on the page. */
export function useWhy() {
  const [asked, setAsked] = useState<Omit<Asked, 'parties'> | null>(null);
  return {
    ask: setAsked,
    dialog: <Suspense>{asked && <WhyDialog {...asked} onClose={() => setAsked(null)} />}</Suspense>,
  };
}
