import './account.css';
import { useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { ApiKeys } from './api-keys.tsx';
import { PasswordForm } from './password-form.tsx';
import { Profile } from './profile.tsx';
import { Sessions } from './sessions.tsx';

/** What belongs to the person who is signed in: name, password, sessions, keys. */
export function AccountScreen() {
  const me = useMe();
  const [{ tab = 'you' }, change] = useFilters();
  return (
    <Page title="Your account" narrow>
      <Tabs
        label="Your account"
        value={tab}
        onChange={(next) => change({ tab: next === 'you' ? '' : next })}
        tabs={[
          { value: 'you', label: 'You', content: <Profile /> },
          { value: 'password', label: 'Password', content: <PasswordForm /> },
          { value: 'sessions', label: 'Sessions', content: <Sessions /> },
          ...(me.agency ? [{ value: 'keys', label: 'API keys', content: <ApiKeys /> }] : []),
        ]}
      />
    </Page>
  );
}
