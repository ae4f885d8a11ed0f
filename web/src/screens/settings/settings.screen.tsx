import './settings.css';
import { useQuery } from '@tanstack/react-query';
import { useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordState } from '../../ui/states.tsx';
import { settingsQuery } from './settings.query.ts';
import { SettingsForm } from './settings-form.tsx';

/** Admin, Settings: how this agency looks to others, its hours, and whom partners ask. */
export function SettingsScreen() {
  const me = useMe();
  const query = useQuery(settingsQuery(me.agency?.id ?? ''));
  return (
    <RecordState query={query} what="agency" back={{ label: 'Home', to: '/' }}>
      {(settings) => (
        <Page
          title="Settings"
          narrow
          lead={`Settings for ${settings.name}. To change its name or state, contact the operator.`}
        >
          <SettingsForm key={settings.id} settings={settings} />
        </Page>
      )}
    </RecordState>
  );
}
