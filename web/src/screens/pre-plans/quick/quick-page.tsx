import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { PrePlan } from '../../../api/messages.ts';
import { dayIn } from '../../../ui/date-time.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { useTimeZone } from '../../../ui/me.tsx';
import { useOnline } from '../../../ui/online.ts';
import { PageHeading } from '../../../ui/page-heading.tsx';
import { schemes, useScheme } from '../../../ui/scheme.ts';
import { agoText } from '../../../ui/times.ts';
import { planTitle } from '../pre-plan-words.ts';
import { Diamond } from './diamond.tsx';
import type { NearHydrant } from './near-hydrants.ts';
import { QuickAttachments } from './quick-attachments.tsx';
import { conditionsOn, type QuickRow, quickRows } from './quick-rows.ts';

/** The fourteen rows, each always in its place. */
export function QuickPage({
  plan,
  near,
  readAt,
  fresh,
}: {
  plan: PrePlan;
  near: readonly NearHydrant[] | null;
  readAt: number;
  /** Was it read just now, or is this the last copy? */
  fresh: boolean;
}) {
  const zone = useTimeZone();
  const online = useOnline();
  useEveryMinute();
  const rows = quickRows(plan, { night: isNight(zone), near });
  const row = (number: number) => <Cell key={number} number={number} row={rows[number]!} />;
  const now = conditionsOn(plan.sections, dayIn(zone));
  const { hazards } = plan.sections;
  const rated = [hazards?.health, hazards?.flammability, hazards?.instability].some(
    (each) => each !== undefined,
  );
  const stale = !online || !fresh;
  return (
    <div className="quick">
      <header className="quick-top">
        <Link
          to="/pre-plans/$id"
          params={{ id: plan.id }}
          className="quick-button"
          aria-label="Back to the pre-plan"
        >
          <Icon name="left" size={28} />
        </Link>
        <p className="quick-age" data-stale={stale || undefined} role="status">
          {stale
            ? `No network: copy read ${agoText(new Date(readAt).toISOString(), zone)}`
            : `Read ${agoText(new Date(readAt).toISOString(), zone)}`}
        </p>
        <Schemes />
      </header>
      <section
        className="quick-stop"
        data-set={rows[1]!.lines.length > 0 || undefined}
        aria-label="1 Stop line"
      >
        {rows[1]!.lines.length > 0 ? (
          rows[1]!.lines.map((line) => <p key={line}>{line}</p>)
        ) : (
          <p>Stop line: not recorded</p>
        )}
        {now.map((line) => (
          <p key={line} className="quick-now">
            NOW: {line}
          </p>
        ))}
      </section>
      <section className="quick-who" aria-label="2 Building">
        <PageHeading tab={`${planTitle(plan)}, quick view`}>{planTitle(plan)}</PageHeading>
        <p>
          {plan.place.addressLine} · Alpha: {plan.sections.identity?.alphaSide ?? 'not recorded'}
        </p>
        <p className="quick-owner">
          {plan.agency.name} · {verifiedText(plan, zone)}
          {plan.status !== 'published' && ' · NOT PUBLISHED'}
        </p>
      </section>
      <div className="quick-grid">{[3, 4, 5, 6, 7, 8, 9].map(row)}</div>
      <div className="quick-grid quick-more">
        {row(10)}
        <Cell
          number={11}
          row={rows[11]!}
          before={rated && <Diamond {...hazards} />}
          empty={!rated && rows[11]!.lines.length === 0}
        />
        {row(12)}
        <Contact plan={plan} />
        {row(14)}
      </div>
      <QuickAttachments plan={plan} />
    </div>
  );
}

/** One row: its number and name small, what it says big. A tap shows all of a text that is cut off. */
function Cell({
  number,
  row,
  before,
  empty = row.lines.length === 0,
}: {
  number: number;
  row: QuickRow;
  before?: ReactNode;
  empty?: boolean;
}) {
  const [whole, setWhole] = useState(false);
  return (
    <button
      type="button"
      className="quick-cell"
      data-row={number}
      data-alarm={(row.alarm && !empty) || undefined}
      aria-expanded={whole}
      onClick={() => setWhole(!whole)}
    >
      <span className="quick-label">
        {number} {row.label}
      </span>
      <span className="quick-body">
        {before}
        <span className="quick-lines">
          {empty ? (
            <span className="quick-empty">not recorded</span>
          ) : (
            row.lines.map((line) => (
              <span key={line} className="quick-line">
                {line}
              </span>
            ))
          )}
        </span>
      </span>
    </button>
  );
}

/** One number to call, masked until it is tapped. */
function Contact({ plan }: { plan: PrePlan }) {
  const [shown, setShown] = useState(false);
  const contact =
    plan.sections.contacts?.people?.find(({ phone }) => phone) ?? plan.sections.contacts?.people?.[0];
  if (!contact) return <Cell number={13} row={{ label: 'Contact', lines: [] }} />;
  const { name, role, phone } = contact;
  return (
    <button
      type="button"
      className="quick-cell"
      data-row={13}
      onClick={() => setShown(!shown)}
      aria-expanded={shown}
    >
      <span className="quick-label">13 Contact {phone && !shown && '· tap for the number'}</span>
      <span className="quick-lines">
        <span className="quick-line">{[name, role].filter(Boolean).join(', ')}</span>
        <span className="quick-line">
          {phone ? (
            shown ? (
              phone
            ) : (
              `••• ${phone.slice(-2)}`
            )
          ) : (
            <span className="quick-empty">number not recorded</span>
          )}
        </span>
      </span>
    </button>
  );
}

/** Day, dark or red; it stays as it is until it is changed. */
function Schemes() {
  const [scheme, choose] = useScheme();
  return (
    <fieldset className="quick-schemes" aria-label="Colors">
      {schemes
        .filter(({ value }) => value !== 'auto')
        .map(({ value, icon }) => (
          <button
            key={value}
            type="button"
            className="quick-button"
            aria-pressed={scheme === value}
            aria-label={{ light: 'Day', dark: 'Dark', night: 'Red', auto: '' }[value]}
            onClick={() => choose(value)}
          >
            <Icon name={icon} size={28} />
          </button>
        ))}
    </fieldset>
  );
}

function verifiedText({ sections, publishedAt }: PrePlan, zone: string): string {
  const { verifiedOn, verifiedBy } = sections.maintenance ?? {};
  if (verifiedOn)
    return `verified ${monthsAgo(verifiedOn)} (${verifiedOn}${verifiedBy ? `, ${verifiedBy}` : ''})`;
  return publishedAt ? `NOT VERIFIED, published ${agoText(publishedAt, zone)}` : 'NOT VERIFIED';
}

function monthsAgo(day: string): string {
  const days = Math.floor((Date.now() - Date.parse(`${day}T00:00:00Z`)) / 86_400_000);
  if (days <= 0) return 'today';
  if (days < 60) return `${days} ${days === 1 ? 'day' : 'days'} ago`;
  const months = Math.floor(days / 30.4);
  return months < 24 ? `${months} months ago` : `${Math.floor(months / 12)} years ago`;
}

/** Is it night by the agency's clock? */
function isNight(zone: string): boolean {
  const hour = Number(
    new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(
      new Date(),
    ),
  );
  return hour < 7 || hour >= 19;
}

/** Ages go on while the page stays open. */
function useEveryMinute(): void {
  const [, again] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => again((count) => count + 1), 60_000);
    return () => clearInterval(timer);
  }, []);
}
