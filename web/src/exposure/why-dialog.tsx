import './why.css';
import { Button, Modal, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { asCallProblem } from '../api/problem.ts';
import { useViewAs } from '../api/view-as.ts';
import { Choice } from '../ui/form-fields.tsx';
import { Lookup } from '../ui/lookup.tsx';
import { useMe } from '../ui/me.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { kindWords, plainText } from '../ui/words.ts';
import { type Action, actionsOf } from './actions.ts';
import type { NamedAgency } from './agencies.query.ts';
import { AudienceList } from './audience.tsx';
import { AgencyPicker, UserPicker } from './pickers.tsx';
import { type AskedRecord, explainQuery, findRecords } from './why.query.ts';
import { WhyAnswer } from './why-answer.tsx';

/** Why users of an agency can do something to a record, or cannot: the rule's lines, and who can change what. */
export default function WhyDialog({
  record: given,
  agency: first,
  onClose,
}: {
  /** Left out, it is looked up in the dialog. */
  record?: AskedRecord | undefined;
  agency?: NamedAgency | undefined;
  onClose: () => void;
}) {
  const me = useMe();
  useFocusBack();
  const viewing = useViewAs();
  const phone = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const [record, setRecord] = useState(given ?? null);
  const [agency, setAgency] = useState<NamedAgency | null>(first ?? viewing);
  const [userId, setUserId] = useState('');
  const [action, setAction] = useState<Action>('view');
  const actions = actionsOf(record?.kind ?? 'place');
  const own = agency !== null && agency.id === me.agency?.id;
  const answer = useQuery({
    ...explainQuery({
      record: { kind: record?.kind ?? 'place', id: record?.id ?? '' },
      agencyId: agency?.id ?? '',
      ...(own && userId && { userId }),
      action,
    }),
    enabled: record !== null && agency !== null,
  });
  return (
    <Modal.Root opened onClose={onClose} size={720} fullScreen={phone} className="why">
      <Modal.Overlay />
      <Modal.Content>
        <div className="dialog-head why-head">
          <Modal.Title>Why can they (not) see it?</Modal.Title>
          <Modal.CloseButton size="lg" aria-label="Close" />
        </div>
        <Modal.Body>
          {record ? (
            <p className="why-record">
              <b>{namedText(record)}</b>
              {!given && (
                <Button size="compact-sm" variant="subtle" onClick={() => setRecord(null)}>
                  Another record
                </Button>
              )}
            </p>
          ) : (
            <RecordLookup
              choose={(found) => {
                setRecord(found);
                if (!actionsOf(found.kind).some(({ value }) => value === action)) setAction('view');
              }}
            />
          )}
          {record && !agency && <AudienceList record={record} choose={setAgency} />}
          <div className="why-asked">
            <AgencyPicker
              value={agency}
              onChange={(next) => {
                setAgency(next);
                setUserId('');
              }}
            />
            {own && <UserPicker value={userId} onChange={setUserId} />}
            {phone && (
              <Choice
                label="Action"
                size="sm"
                choices={actions}
                value={action}
                onChange={(event) => setAction(event.currentTarget.value as Action)}
              />
            )}
          </div>
          {!phone && (
            <SegmentedControl
              size="sm"
              className="why-action"
              aria-label="Action"
              data={[...actions]}
              value={action}
              onChange={(value) => setAction(value as Action)}
            />
          )}
          <div className="why-answer" aria-live="polite" aria-busy={answer.isFetching}>
            {answer.isLoading && <Waiting what="the answer" />}
            {answer.error && (
              <ProblemAlert problem={asCallProblem(answer.error)} retry={() => void answer.refetch()} />
            )}
            {answer.data && record && agency && (
              <WhyAnswer
                answer={answer.data}
                agency={agency}
                kind={record.kind}
                action={action}
                one={own && userId !== ''}
                onClose={onClose}
              />
            )}
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Where the focus goes back to once the dialog is closed: what opened it, or the button of the menu that did. */
function openerOf(focused: Element | null): HTMLElement | null {
  const menu = focused?.closest('[role="menu"]');
  const opener = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : focused;
  return opener instanceof HTMLElement ? opener : null;
}

function useFocusBack(): void {
  const [opener] = useState(() => openerOf(document.activeElement));
  useEffect(() => () => void setTimeout(() => opener?.focus()), [opener]);
}

/** "Permit P-1042", whether its title says the kind already or not. */
function namedText({ kind, title }: AskedRecord): string {
  const word = kindWords[kind]?.[0] ?? plainText(kind);
  return title.startsWith(word) ? title : `${word} ${title}`;
}

/** A record by its number or address, for those who come from a sheet and not from a record. */
function RecordLookup({ choose }: { choose: (record: AskedRecord) => void }) {
  const find = async (q: string) =>
    (await findRecords(q)).map(({ kind, id, label, sublabel }) => ({
      value: `${kind} ${id}`,
      label: [`${kindWords[kind]?.[0] ?? kind} ${label}`, sublabel].filter(Boolean).join(' · '),
    }));
  return (
    <Lookup
      label="Which record?"
      id="why"
      find={find}
      choose={(value, title) => {
        const [kind, id] = value.split(' ') as [AskedRecord['kind'], string];
        choose({ kind, id, title });
      }}
    />
  );
}
