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
        <Notices me={me} timeZone={timeZone} title="What changed for you" first="all" />
      ) : (
        <Empty icon="bell" title="No notices">
          Notices go to users of agencies; you run this server as its operator.
        </Empty>
      )}
    </Page>
  );
}
