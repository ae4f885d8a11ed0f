import { Button, Group, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { call, newKey } from '../../api/call.ts';
import type { Message } from '../../api/messages.ts';
import { refresh } from '../../api/queries.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';

/** Writes a message. What got no answer is sent again under the same name, so that it is there once. */
export function Composer({ id }: { id: string }) {
  const client = useQueryClient();
  const attempt = useRef<{ text: string; clientId: string; writtenAt: string } | null>(null);
  const { form, props, problem, busy } = useApiForm({
    initialValues: { text: '' },
    labels: { text: 'Message' },
    validate: { text: (typed) => (typed.trim() ? null : 'Write a message first.') },
    send: async ({ text }) => {
      if (attempt.current?.text !== text)
        attempt.current = { text, clientId: newKey(), writtenAt: new Date().toISOString() };
      await call<Message>('POST', `/v1/conversations/${encodeURIComponent(id)}/messages`, {
        body: attempt.current,
      });
      attempt.current = null;
      form.setValues({ text: '' });
      await refresh(client, 'conversations', id);
    },
  });
  return (
    <form {...props}>
      <Textarea
        size="sm"
        label="Message"
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={10}
        {...form.getInputProps('text')}
      />
      <ProblemAlert problem={problem} />
      <Group mt="sm" justify="flex-end">
        <Button size="sm" type="submit" loading={busy}>
          Send
        </Button>
      </Group>
    </form>
  );
}
