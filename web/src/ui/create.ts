import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { call, newKey } from '../api/call.ts';
import { refresh } from '../api/queries.ts';

interface Attempt<Made> {
  readonly said: string;
  readonly key: string;
  answer: Promise<Made> | null;
}

/** Creates a record of a kind once, however often the same is sent: by a second press, or again after no answer. */
export function useCreate<Made extends { readonly id: string }>(noun: string) {
  const client = useQueryClient();
  const attempt = useRef<Attempt<Made> | null>(null);
  return (body: object): Promise<Made> => {
    const said = JSON.stringify(body);
    if (attempt.current?.said !== said) attempt.current = { said, key: newKey(), answer: null };
    const one = attempt.current;
    one.answer ??= call<Made>('POST', `/v1/${noun}`, { body, idempotencyKey: one.key }).then(
      async (made) => {
        await refresh(client, noun);
        return made;
      },
      (error: unknown) => {
        one.answer = null;
        throw error;
      },
    );
    return one.answer;
  };
}
