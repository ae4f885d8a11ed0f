import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import type { Conversation, ConversationCandidates } from '../../api/messages.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { useCreate } from '../../ui/create.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Empty, RecordState } from '../../ui/states.tsx';

const crumbs = [{ label: 'Messages', to: '/messages' }];

/** Starts a conversation with agencies that messaging is open with, both ways. */
export function NewConversationScreen() {
  const query = useQuery({
    queryKey: ['conversations', 'candidates'],
    queryFn: ({ signal }) => call<ConversationCandidates>('GET', '/v1/conversations/candidates', { signal }),
  });
  return (
    <RecordState query={query} what="list of agencies" back={{ label: 'Messages', to: '/messages' }}>
      {({ items }) => (
        <Page title="New conversation" crumbs={crumbs} narrow>
          {items.length > 0 ? (
            <ConversationForm agencies={items} />
          ) : (
            <Empty icon="mail" title="No agency to write to">
              Messaging takes two. An administrator sets Messaging to Send and Receive on Client Data Sharing,
              and so does the other agency.
            </Empty>
          )}
        </Page>
      )}
    </RecordState>
  );
}

function ConversationForm({ agencies }: { agencies: ConversationCandidates['items'] }) {
  const navigate = useNavigate();
  const create = useCreate<Conversation>('conversations');
  const { form, props, problem, busy } = useApiForm<{ agencyIds: string[]; subject: string }>({
    initialValues: { agencyIds: [], subject: '' },
    labels: { agencyIds: 'Agencies', subject: 'Subject' },
    validate: { agencyIds: (chosen) => (chosen.length > 0 ? null : 'Choose at least one agency.') },
    send: async ({ agencyIds, subject }) => {
      const { id } = await create({ agencyIds, subject: subject.trim() || null });
      await navigate({ to: '/messages/$id', params: { id }, replace: true });
    },
  });
  return (
    <form {...props} className="record-form">
      <Checkbox.Group size="sm" label="Agencies" withAsterisk {...form.getInputProps('agencyIds')}>
        {agencies.map(({ id, name }) => (
          <Checkbox key={id} value={id} label={name} mt="xs" />
        ))}
      </Checkbox.Group>
      <TextInput
        size="sm"
        mt="md"
        label="Subject"
        maxLength={200}
        autoComplete="off"
        {...form.getInputProps('subject')}
      />
      <ProblemAlert problem={problem} />
      <Group mt="lg" justify="flex-end">
        <Button size="sm" type="submit" loading={busy}>
          Start the conversation
        </Button>
      </Group>
    </form>
  );
}
