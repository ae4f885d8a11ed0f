import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PrePlan } from '../../../api/messages.ts';
import { AttachmentView } from '../attachment-view.tsx';
import { attachmentAddress, attachmentName } from '../attachment-words.ts';
import { attachmentsQuery } from '../attachments.query.ts';
import '../attachments.css';

/** The plan's photos and site plans as a strip below the rows; a tap shows one large. */
export function QuickAttachments({ plan }: { plan: PrePlan }) {
  const { data } = useQuery(attachmentsQuery(plan.id));
  const [shown, setShown] = useState<string | null>(null);
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="quick-attachments" aria-label="Attachments">
      {items.map((each) => (
        <button
          key={each.id}
          type="button"
          aria-label={`Open attachment: ${attachmentName(each)}`}
          onClick={() => setShown(each.id)}
        >
          <img src={attachmentAddress(plan.id, each.id)} alt="" loading="lazy" />
          <span>{attachmentName(each)}</span>
        </button>
      ))}
      <AttachmentView
        plan={plan}
        attachment={items.find(({ id }) => id === shown) ?? null}
        editable={false}
        close={() => setShown(null)}
      />
    </section>
  );
}
