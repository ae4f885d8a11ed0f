import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey } from '../../api/call.ts';
import type { PrePlanAttachment } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { sendFile } from '../../ui/send-file.ts';
import { attachmentsQuery } from './attachments.query.ts';

/** A file on its way. */
export interface SendingFile {
  readonly key: string;
  readonly file: File;
  readonly share: number;
  readonly problem: CallProblem | null;
}

/** Files on their way to a plan. Each goes by itself: one that is refused does not stop the others. */
export function useAttachments(plan: string) {
  const client = useQueryClient();
  const [sending, setSending] = useState<readonly SendingFile[]>([]);
  const update = (key: string, change: Partial<SendingFile>) =>
    setSending((all) => all.map((each) => (each.key === key ? { ...each, ...change } : each)));
  const forget = ({ key }: SendingFile) => setSending((all) => all.filter((each) => each.key !== key));
  const send = async (one: SendingFile) => {
    update(one.key, { problem: null, share: 0 });
    try {
      // Not every system knows what a file is; the server looks at its bytes.
      await sendFile<PrePlanAttachment>(
        `/v1/pre-plans/${plan}/attachments`,
        one.file,
        one.key,
        (share) => update(one.key, { share }),
        'application/octet-stream',
      );
      forget(one);
      await client.invalidateQueries({ queryKey: attachmentsQuery(plan).queryKey });
    } catch (error) {
      update(one.key, { problem: asCallProblem(error) });
    }
  };
  return {
    sending,
    add: async (files: readonly File[]) => {
      const added = files.map((file): SendingFile => ({ key: newKey(), file, share: 0, problem: null }));
      setSending((all) => [...all, ...added]);
      for (const one of added) await send(one);
    },
    again: (one: SendingFile) => void send(one),
    forget,
  };
}
