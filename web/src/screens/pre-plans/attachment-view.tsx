import { Anchor, Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { PrePlan, PrePlanAttachment } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { useCan, useMe } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';
import { attachmentAddress, attachmentFacts, attachmentName, categories } from './attachment-words.ts';
import { attachmentsQuery } from './attachments.query.ts';

interface Shown {
  readonly plan: PrePlan;
  readonly attachment: PrePlanAttachment;
  readonly editable: boolean;
  readonly close: () => void;
}

/** One attachment, large, with what is said of it. */
export function AttachmentView({
  attachment,
  close,
  ...rest
}: Omit<Shown, 'attachment'> & { attachment: PrePlanAttachment | null }) {
  return (
    <Modal.Root opened={attachment !== null} onClose={close} centered size="min(1100px, 96vw)">
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          {attachment && <Large key={attachment.id} attachment={attachment} close={close} {...rest} />}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Large({ plan, attachment, editable, close }: Shown) {
  const can = useCan(plan);
  const me = useMe();
  const own = plan.access.relation === 'own';
  const name = attachmentName(attachment);
  return (
    <>
      <div className="dialog-head">
        <Modal.Title className="attachment-title">{name}</Modal.Title>
        <Modal.CloseButton size="lg" aria-label="Close" />
      </div>
      <img className="attachment-large" src={attachmentAddress(plan.id, attachment.id)} alt={name} />
      <Group justify="space-between" mt="sm" gap="xs">
        <span>{attachmentFacts(attachment)}</span>
        {can('download') && (
          <Anchor href={attachmentAddress(plan.id, attachment.id, 'original')} download>
            Download the original
          </Anchor>
        )}
      </Group>
      {editable && (own || attachment.by?.id === me.agency?.id) && (
        <Details plan={plan} attachment={attachment} close={close} deletable={own} />
      )}
    </>
  );
}

function Details({ plan, attachment, close, deletable }: Omit<Shown, 'editable'> & { deletable: boolean }) {
  const client = useQueryClient();
  const { caption, category, side, floor } = attachment;
  const [said, setSaid] = useState({ caption, category, side, floor });
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const path = `/v1/pre-plans/${plan.id}/attachments/${attachment.id}` as const;
  const go = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await work();
      close();
      toast(done);
    } catch (error) {
      setProblem(asCallProblem(error));
    } finally {
      setBusy(false);
      await client.invalidateQueries({ queryKey: attachmentsQuery(plan.id).queryKey });
    }
  };
  const ifMatch = attachment.version;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const body = { ...said, floor: said.floor?.trim() || null };
        void go(() => call('PATCH', path, { body, ifMatch }), 'Attachment saved');
      }}
    >
      <div className="attachment-form">
        <TextInput
          label="Caption"
          maxLength={300}
          value={said.caption}
          onChange={(event) => setSaid({ ...said, caption: event.currentTarget.value })}
        />
        <Select
          label="Category"
          allowDeselect={false}
          data={Object.entries(categories).map(([value, label]) => ({ value, label }))}
          value={said.category}
          onChange={(value) => value && setSaid({ ...said, category: value as typeof category })}
        />
        <Select
          label="Side"
          clearable
          data={['A', 'B', 'C', 'D']}
          value={said.side}
          onChange={(value) => setSaid({ ...said, side: value as typeof side })}
        />
        <TextInput
          label="Floor"
          maxLength={20}
          value={said.floor ?? ''}
          onChange={(event) => setSaid({ ...said, floor: event.currentTarget.value })}
        />
      </div>
      <ProblemAlert problem={problem} />
      <Group mt="md" gap="xs">
        <Button type="submit" size="sm" loading={busy}>
          Save
        </Button>
        {deletable && !asked && (
          <Button size="sm" variant="default" onClick={() => setAsked(true)}>
            Delete…
          </Button>
        )}
        {asked && (
          <Button
            size="sm"
            color="red.8"
            loading={busy}
            onClick={() => void go(() => call('DELETE', path, { ifMatch }), 'Attachment deleted')}
          >
            Delete permanently
          </Button>
        )}
      </Group>
    </form>
  );
}
