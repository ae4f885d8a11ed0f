import type { PrePlan } from '../../api/messages.ts';
import type { Column } from '../../ui/columns.ts';
import { DateTime, DayText } from '../../ui/date-time.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { statusWord } from '../../ui/words.ts';
import { planTitle } from './pre-plan-words.ts';

export const prePlanColumns: readonly Column<PrePlan>[] = [
  {
    id: 'name',
    header: 'Pre-plan',
    fixed: true,
    cell: (plan) => (
      <span className="with-mark">
        <span className="clip" title={planTitle(plan)}>
          {planTitle(plan)}
        </span>
        {plan.withheld && <WithheldMark />}
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    phone: 'end',
    cell: ({ status }) => <StatusBadge kind="prePlan" status={status} />,
  },
  {
    id: 'place',
    header: 'Address',
    sort: 'addressLine',
    phone: 'word',
    whole: true,
    cell: ({ place }) => place.addressLine,
  },
  { id: 'agency', header: 'Agency', phone: 'line', cell: (plan) => <Provenance record={plan} /> },
  {
    id: 'draft',
    header: 'Draft',
    cell: ({ draft }) => draft && statusWord('prePlan', draft.status),
  },
  {
    id: 'verifiedOn',
    header: 'Verified',
    cell: ({ sections }) => <DayText on={sections.maintenance?.verifiedOn} />,
  },
  {
    id: 'reviewDueOn',
    header: 'Review due',
    sort: 'reviewDueOn',
    cell: ({ sections }) => <DayText on={sections.maintenance?.reviewDueOn} />,
  },
  {
    id: 'publishedAt',
    header: 'Published',
    sort: 'publishedAt',
    hidden: true,
    cell: ({ publishedAt }) => <DateTime at={publishedAt} ago />,
  },
  {
    id: 'updatedAt',
    header: 'Changed',
    sort: 'updatedAt',
    hidden: true,
    cell: ({ updatedAt }) => <DateTime at={updatedAt} ago />,
  },
];
