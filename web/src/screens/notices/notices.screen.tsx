import { useMe, useTimeZone } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { Notices } from './notices.tsx';

/** All that a person was told for the agency they act for. */
export function NoticesScreen() {
  const me = useMe();
  const timeZone = useTimeZone();
  return (
    <Page title="Notices" narrow>
      {me.agency ? (
        <Notices me={me} timeZone={timeZone} title="Changes that affect you" first="all" />
      ) : (
        <Empty icon="bell" title="No notices">
          Notices go to agency users. You are signed in as the operator.
        </Empty>
      )}
    </Page>
  );
}
