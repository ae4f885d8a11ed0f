import './dark-records.css';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { DarkRecords } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { itemAt, type NavigationItem, neededText, refusalOf } from '../../app/navigation.ts';
import { PartnerContact } from '../../exposure/partner-contact.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Empty } from '../../ui/states.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { asksOf, byOwner, type DarkOwner, kindsText } from './dark-owners.ts';
import { ExportDialog } from './export-dialog.tsx';

/** Who reads the list of a kind takes its dark records out. */
const lists: Readonly<Record<string, NavigationItem>> = {
  permit: itemAt('/permits')!,
  inspection: itemAt('/inspections')!,
};

/** Own permits and inspections at others' places that one's agency cannot see now: how many, and whom to ask. */
export function DarkRecordsScreen() {
  const me = useMe();
  const [exporting, setExporting] = useState<DarkOwner | 'all' | null>(null);
  const query = useQuery({
    queryKey: ['sharing', 'dark'],
    queryFn: ({ signal }) => call<DarkRecords>('GET', '/v1/admin/dark-records', { signal, viewAs: null }),
  });
  const owners = byOwner(query.data?.items ?? []);
  const mine = Object.keys(lists).filter((kind) => refusalOf(lists[kind]!, me) === null);
  const mayExport = ({ items }: Pick<DarkOwner, 'items'>) => items.some(({ kind }) => mine.includes(kind));
  return (
    <Page
      title="Hidden records"
      lead={`Permits and inspections that ${me.agency?.name} created at other agencies’ places and cannot see now. They are not deleted. You can see them again when the owner turns Address Share Module back on.`}
      actions={
        owners.filter(mayExport).length > 1 && (
          <Button
            size="sm"
            variant="default"
            leftSection={<Icon name="download" size={16} />}
            onClick={() => setExporting('all')}
          >
            Export all
          </Button>
        )
      }
    >
      {query.isPending && <Waiting what="hidden records" />}
      {query.error && !query.data && (
        <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />
      )}
      {query.data && owners.length === 0 && (
        <div className="card">
          <Empty icon="checkCircle" title="No hidden records">
            When the owner of a place turns Address Share Module off, you can no longer see the permits and
            inspections you created there. They are counted here, with the agency to contact.
          </Empty>
        </div>
      )}
      {owners.length > 0 && (
        <ul className="dark-owners">
          {owners.map((owner) => (
            <li key={owner.id} className="card dark-owner">
              <div className="dark-head">
                <h2>{owner.name}</h2>
                {mayExport(owner) && (
                  <Button
                    size="compact-md"
                    variant="default"
                    leftSection={<Icon name="download" size={16} />}
                    aria-label={`Export the records at places of ${owner.name}`}
                    onClick={() => setExporting(owner)}
                  >
                    Export
                  </Button>
                )}
              </div>
              <p className="dark-count">{kindsText(owner.items)} at its places</p>
              {asksOf(owner).map(({ of, ask }) => (
                <p key={of} className="dark-ask">
                  {of && <b>{of}: </b>}
                  {ask}
                </p>
              ))}
              <PartnerContact agency={owner} />
            </li>
          ))}
        </ul>
      )}
      {mine.length < 2 && owners.length > 0 && (
        <p className="dark-ask">
          Exporting permits requires {neededText(lists.permit!)}, and exporting inspections requires{' '}
          {neededText(lists.inspection!)}; ask an administrator of your agency.
        </p>
      )}
      <ExportDialog
        what={exporting}
        kind={mine.length === 1 ? mine[0] : undefined}
        onClose={() => setExporting(null)}
      />
    </Page>
  );
}
