import type { Me } from '../api/messages.ts';
import { AgenciesScreen } from '../screens/agencies/agencies.screen.tsx';
import { HomeScreen } from '../screens/home/home.screen.tsx';
import { Shell } from './shell.tsx';

/** What somebody who is signed in sees: their agency, the server's agencies, or both. */
export default function Inside({ me }: { me: Me }) {
  return (
    <Shell me={me}>
      {me.agency && <HomeScreen key={me.agency.id} me={me} agency={me.agency} />}
      {me.operator && <AgenciesScreen first={!me.agency} />}
    </Shell>
  );
}
