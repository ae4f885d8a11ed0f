import './inside.css';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { Me } from '../api/messages.ts';
import { WhoToAsk } from '../screens/who-to-ask/who-to-ask.screen.tsx';
import { MeProvider, useReadOnly } from '../ui/me.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { isOurs, itemAt, refusalOf } from './navigation.ts';
import { NotAsPartner } from './not-as-partner.tsx';
import { Shell } from './shell.tsx';
import { SignInDialog } from './sign-in-dialog.tsx';

/** What somebody who is signed in sees: the shell, and in it the screen, or whom to ask for it. */
export default function Inside({ me }: { me: Me }) {
  return (
    <MeProvider me={me}>
      <Shell>
        <Suspense fallback={<Waiting what="the page" />}>
          <Guarded key={me.agency?.id} me={me} />
        </Suspense>
      </Shell>
      <SignInDialog />
    </MeProvider>
  );
}

function Guarded({ me }: { me: Me }) {
  const item = useRouterState({ select: ({ location }) => itemAt(location.pathname) });
  const refusal = item && item.to !== '/' ? refusalOf(item, me) : null;
  const asPartner = useReadOnly();
  if (item && !refusal && asPartner && isOurs(item)) return <NotAsPartner />;
  return item && refusal ? <WhoToAsk item={item} refusal={refusal} me={me} /> : <Outlet />;
}
