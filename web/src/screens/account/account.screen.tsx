import './account.css';
import { useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { Agencies } from './agencies.tsx';
import { ApiKeys } from './api-keys.tsx';
import { PasswordForm } from './password-form.tsx';
import { Profile } from './profile.tsx';
import { Sessions } from './sessions.tsx';

/** What belongs to the person who is signed in: name, agencies, password, sessions, keys. */
export function AccountScreen() {
  const me = useMe();
  // Who works for no agency yet comes here to accept an invitation.
  const first = me.agency || me.operator ? 'you' : 'agencies';
  const [{ tab = first }, change] = useFilters();
  return (
    <Page title="Your account" narrow>
      <Tabs
        label="Your account"
        value={tab}
        onChange={(next) => change({ tab: next === first ? '' : next })}
        tabs={[
          { value: 'you', label: 'You', content: <Profile /> },
          { value: 'agencies', label: 'Agencies', content: <Agencies /> },
          { value: 'password', label: 'Password', content: <PasswordForm /> },
          { value: 'sessions', label: 'Sessions', content: <Sessions /> },
          ...(me.agency ? [{ value: 'keys', label: 'API keys', content: <ApiKeys /> }] : []),
        ]}
      />
    </Page>
  );
}
