import type { PrePlanAttachment } from '../../api/messages.ts';
import { bytesText } from '../../ui/bytes.ts';

export const categories: { readonly [C in PrePlanAttachment['category']]: string } = {
  sitePlan: 'Site plan',
  floorPlan: 'Floor plan',
  photo: 'Photo',
  sds: 'Safety data sheet',
  other: 'Other',
};

/** What an attachment is called: its caption, or its category. */
export const attachmentName = ({ caption, category }: PrePlanAttachment): string =>
  caption || categories[category];

/** Where in the building it belongs, and what it is. */
export const attachmentFacts = ({ category, caption, side, floor, type, pages, size }: PrePlanAttachment) =>
  [
    caption && categories[category],
    side && `Side ${side}`,
    floor && `Floor ${floor}`,
    type === 'application/pdf' && `PDF, ${pages} ${pages === 1 ? 'page' : 'pages'}, ${bytesText(size)}`,
  ]
    .filter(Boolean)
    .join(' · ');

/** What the log says happened to an attachment. */
export function attachmentDeed(value: unknown): string {
  const said = value as Readonly<Record<string, unknown>> | null;
  const deed = ['added', 'changed', 'deleted'].find((each) => said && each in said);
  return [deed ?? 'changed', said?.caption && `“${said.caption}”`].filter(Boolean).join(' ');
}

/** Where an attachment's file is. */
export const attachmentAddress = (plan: string, id: string, size: 'preview' | 'original' = 'preview') =>
  `/api/v1/pre-plans/${plan}/attachments/${id}?size=${size}`;
