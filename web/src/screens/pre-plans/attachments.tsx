import { Button, CloseButton, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { PrePlan, PrePlanAttachment } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { Icon } from '../../ui/icon.tsx';
import { useCan, useMe } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { AttachmentView } from './attachment-view.tsx';
import { attachmentAddress, attachmentFacts, attachmentName } from './attachment-words.ts';
import { attachmentsQuery } from './attachments.query.ts';
import { type SendingFile, useAttachments } from './use-attachments.ts';
import './attachments.css';

/** Photos, site plans and PDFs of a plan; where they may be added, with a file chooser. */
export function Attachments({ plan }: { plan: PrePlan }) {
  const query = useQuery(attachmentsQuery(plan.id));
  const { sending, add, again, forget } = useAttachments(plan.id);
  const [shown, setShown] = useState<string | null>(null);
  const can = useCan(plan);
  const me = useMe();
  const own = plan.access.relation === 'own';
  const editable =
    can('edit') && (!own || plan.status !== 'published' || me.permissions.includes('Pre-Plans - Publish'));
  const items = query.data?.items ?? [];
  if (items.length === 0 && !editable && !query.error) return null;
  return (
    <section aria-labelledby="attachments" className="record-part">
      <h2 id="attachments">Attachments</h2>
      {query.error && !query.data && (
        <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />
      )}
      {editable && own && plan.status === 'published' && (
        <p className="plan-note">Partners who read this plan see a new attachment at once.</p>
      )}
      <ul className="attachments">
        {items.map((each) => (
          <li key={each.id}>
            <Thumbnail plan={plan} attachment={each} open={() => setShown(each.id)} />
          </li>
        ))}
        {sending.map((one) => (
          <li key={one.key}>
            <OnItsWay one={one} again={() => again(one)} forget={() => forget(one)} />
          </li>
        ))}
        {editable && (
          <li>
            <AddFiles add={(files) => void add(files)} />
          </li>
        )}
      </ul>
      <AttachmentView
        plan={plan}
        attachment={items.find(({ id }) => id === shown) ?? null}
        editable={editable}
        close={() => setShown(null)}
      />
    </section>
  );
}

const Thumbnail = ({
  plan,
  attachment,
  open,
}: {
  plan: PrePlan;
  attachment: PrePlanAttachment;
  open: () => void;
}) => (
  <UnstyledButton
    className="attachment"
    aria-label={`Open attachment: ${attachmentName(attachment)}`}
    onClick={open}
  >
    <img src={attachmentAddress(plan.id, attachment.id)} alt="" loading="lazy" />
    <span className="attachment-name">{attachmentName(attachment)}</span>
    <span className="attachment-facts">{attachmentFacts(attachment)}</span>
  </UnstyledButton>
);

const OnItsWay = ({ one, again, forget }: { one: SendingFile; again: () => void; forget: () => void }) => (
  <div className="attachment attachment-sending">
    <span className="attachment-name">{one.file.name}</span>
    {one.problem ? (
      <div role="alert">
        <p className="attachment-problem">{one.problem.message}</p>
        <Button size="compact-sm" variant="default" onClick={again}>
          Try again
        </Button>
        <CloseButton size="sm" aria-label={`Remove ${one.file.name}`} onClick={forget} />
      </div>
    ) : (
      <progress max={1} value={one.share} aria-label={`Sending ${one.file.name}`} />
    )}
  </div>
);

function AddFiles({ add }: { add: (files: readonly File[]) => void }) {
  const id = useId();
  return (
    <label className="attachment-add" htmlFor={id}>
      <Icon name="upload" size={20} />
      Add photos or PDFs
      <small>JPEG, PNG, WebP or PDF, up to 25 MiB</small>
      <input
        id={id}
        className="visually-hidden"
        type="file"
        accept="image/jpeg,image/png,image/webp,application/pdf,.heic"
        multiple
        aria-label="Add photos or PDFs"
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
