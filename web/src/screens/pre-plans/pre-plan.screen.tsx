import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { PrePlan } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { AudienceChange } from '../../exposure/audience-change.tsx';
import { Coordinates } from '../../ui/coordinates.tsx';
import { DateTime, DayText } from '../../ui/date-time.tsx';
import { Facts } from '../../ui/facts.tsx';
import { History } from '../../ui/history.tsx';
import { Locator } from '../../ui/locator.tsx';
import { useCan } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { AgencyName, Provenance } from '../../ui/provenance.tsx';
import { RecordState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { WithholdSwitch } from '../../ui/withhold.tsx';
import { statusWord } from '../../ui/words.ts';
import { OpenReports } from '../notes/open-reports.tsx';
import { attachmentDeed } from './attachment-words.ts';
import { Attachments } from './attachments.tsx';
import { planQuery } from './plan.query.ts';
import { PlanSections } from './plan-sections.tsx';
import { PrePlanActions } from './pre-plan-actions.tsx';
import { planTitle } from './pre-plan-words.ts';
import { Suggestions } from './suggestions.tsx';
import { PlanVersions } from './versions.tsx';
import './pre-plans.css';

/** One pre-plan: what a crew needs of one place, whose it is, and what waits beside it. */
export function PrePlanScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<PrePlan>('pre-plans', id));
  return (
    <RecordState query={query} what="pre-plan" back={{ label: 'All pre-plans', to: '/pre-plans' }}>
      {(plan) => <PrePlanPage plan={plan} />}
    </RecordState>
  );
}

function PrePlanPage({ plan }: { plan: PrePlan }) {
  const navigate = useNavigate();
  const can = useCan(plan);
  const { tab = 'plan' } = useSearch({ strict: false }) as { tab?: string };
  const own = plan.access.relation === 'own';
  const tabs = [
    { value: 'plan', label: 'Plan', content: <PlanOverview plan={plan} /> },
    own && plan.draft && { value: 'draft', label: 'Draft', content: <DraftView plan={plan} /> },
    (own || can('edit')) && {
      value: 'suggestions',
      label: own ? 'Suggestions' : 'Your suggestions',
      content: <Suggestions plan={plan} />,
    },
    own && { value: 'versions', label: 'Versions', content: <PlanVersions plan={plan} /> },
    own && {
      value: 'history',
      label: 'History',
      content: <History noun="pre-plans" id={plan.id} labels={historyLabels} show={showField} />,
    },
  ].filter((each) => each !== false && each !== null && each !== undefined);
  const shown = tabs.some(({ value }) => value === tab) ? tab : 'plan';
  return (
    <Page
      title={planTitle(plan)}
      crumbs={[{ label: 'Pre-plans', to: '/pre-plans' }]}
      lead={
        <span className="record-lead">
          <StatusBadge kind="prePlan" status={plan.status} />
          <PlaceLink plan={plan} />
          <Provenance record={plan} long />
          {plan.withheld && <WithheldMark />}
        </span>
      }
      actions={<PrePlanActions plan={plan} />}
    >
      {plan.draft && (
        <Alert
          mb="md"
          title={
            plan.draft.status === 'draft' ? 'There is a draft beside this plan' : 'A draft waits for approval'
          }
        >
          Last changed <DateTime at={plan.draft.updatedAt} ago />. Partners see the published plan until the
          draft is published.
        </Alert>
      )}
      <OpenReports id={plan.id} />
      <Tabs
        label="About this pre-plan"
        value={shown}
        tabs={tabs}
        onChange={(next) =>
          void navigate({
            to: '.',
            search: (next === 'plan' ? {} : { tab: next }) as never,
            replace: true,
            resetScroll: false,
          })
        }
      />
    </Page>
  );
}

function PlanOverview({ plan }: { plan: PrePlan }) {
  const can = useCan(plan);
  const own = plan.access.relation === 'own';
  const { place, sections } = plan;
  return (
    <div className="record-columns">
      <div className="record-main">
        <PlanSections plan={plan} />
        <Attachments plan={plan} />
        {own && (
          <section aria-labelledby="notes" className="record-part">
            <h2 id="notes">
              Internal notes <small>your agency only</small>
            </h2>
            <p className="record-text">{plan.notes || <span className="nothing">None</span>}</p>
          </section>
        )}
        {own && (
          <section aria-labelledby="withholding" className="record-part">
            <h2 id="withholding">Partners</h2>
            <WithholdSwitch
              noun="pre-plans"
              record={plan}
              editable={can('edit')}
              explanation="Partners do not see this pre-plan, whatever your sharing settings are."
              consequence={(change) => (
                <AudienceChange record={{ kind: 'prePlan', id: plan.id }} change={change} />
              )}
            />
          </section>
        )}
      </div>
      <aside className="record-side" aria-label="Location and dates">
        <Locator point={place.location} />
        <Facts
          items={[
            ['Address', place.addressLine],
            ['Place of', <AgencyName key="owner" agency={place.agency} />],
            ['Coordinates', <Coordinates key="point" point={place.location} />],
            ['Last verified', <DayText key="verified" on={sections.maintenance?.verifiedOn} />],
            ['Review due', <DayText key="due" on={sections.maintenance?.reviewDueOn} />],
            ['Published', <DateTime key="published" at={plan.publishedAt} />],
            ['Changed', <DateTime key="changed" at={plan.updatedAt} />],
          ]}
        />
      </aside>
    </div>
  );
}

/** What the draft says, with the fields it changes marked. */
function DraftView({ plan }: { plan: PrePlan }) {
  const query = useQuery(planQuery(plan.id, 'draft'));
  return (
    <RecordState query={query} what="draft" back={{ label: 'All pre-plans', to: '/pre-plans' }}>
      {(draft) => (
        <div className="record-main">
          <PlanSections plan={draft} changed={plan.draft?.fields ?? []} />
        </div>
      )}
    </RecordState>
  );
}

/** The plan's address; leads to the place where one may open it. */
const PlaceLink = ({ plan: { place } }: { plan: PrePlan }) =>
  place.id ? (
    <Link to="/places/$id" params={{ id: place.id }} className="text-link">
      {place.addressLine}
    </Link>
  ) : (
    place.addressLine
  );

const historyLabels = {
  attachment: 'Attachment',
  status: 'Status',
  notes: 'Internal notes',
  withheld: 'Withheld',
};

const showField = (field: string, value: unknown): string => {
  if (field === 'status') return statusWord('prePlan', String(value));
  if (field === 'attachment') return attachmentDeed(value);
  if (field === 'withheld') return value ? 'Yes' : 'No';
  return String(value);
};
