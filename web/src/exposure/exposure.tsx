import './exposure.css';
import { Button } from '@mantine/core';
import { moduleEntry, modulesOf } from '@standpipe/policy';
import { useId, useState } from 'react';
import { AgencyMark } from '../ui/agency-mark.tsx';
import { useTimeZone } from '../ui/me.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { momentText } from '../ui/times.ts';
import { Waiting } from '../ui/waiting.tsx';
import type { Sheet, SheetChange } from './changes.ts';
import { ExposedRecords } from './exposed-records.tsx';
import { countText, gainText, lossText, othersText, recordsText } from './exposure.words.ts';
import {
  type ExposedLater,
  type ExposedModule,
  type ExposedPartner,
  type ExposureState,
  useExposure,
} from './use-exposure.ts';

const mostAtFirst = 8;

/** What partners would see more and less once these changes are saved, before they are. */
export function Exposure({ sheet, changes }: { sheet: Sheet; changes: readonly SheetChange[] }) {
  const state = useExposure(sheet, changes);
  const heading = useId();
  const [all, setAll] = useState(false);
  if (changes.length === 0) return null;
  const { partners, totals, problem } = state;
  const affected = (partners ?? []).filter(isAffected).sort(byWeight);
  const same = (partners ?? []).filter((each) => !isAffected(each));
  const shown = all ? affected : affected.slice(0, mostAtFirst);
  return (
    <section className="exposure" aria-labelledby={heading} aria-busy={state.isOld}>
      <header className="exposure-head">
        <h2 id={heading}>What this exposes</h2>
        <p role="status" className="exposure-total">
          {totals && !problem && <TotalText {...totals} />}
        </p>
      </header>
      {problem && <ProblemAlert problem={problem} retry={state.again} />}
      {!partners && !problem && <Waiting what="what this exposes" />}
      {partners && !problem && (
        <div data-old={state.isOld || undefined}>
          {shown.length > 0 && (
            <ul className="exposed-partners">
              {shown.map((partner) => (
                <Partner key={partner.id} partner={partner} named={partners.length > 1} />
              ))}
            </ul>
          )}
          {shown.length < affected.length && (
            <Button size="compact-md" variant="default" mt="sm" onClick={() => setAll(true)}>
              Show all {countText(affected.length)} partners
            </Button>
          )}
          {affected.length === 0 && <p className="exposure-none">No records become visible or hidden.</p>}
          {affected.length > 0 && same.length > 0 && (
            <p className="exposure-note">No difference for {namesText(same)}.</p>
          )}
          <NotCounted sheet={sheet} changes={changes} partners={partners} />
        </div>
      )}
    </section>
  );
}

/** One line of what unsaved changes expose, for beside a Save. */
export function ExposureSummary({ exposure }: { exposure: ExposureState }) {
  return (
    <span className="exposure-summary" role="status" data-old={exposure.isOld || undefined}>
      {exposure.problem ? '' : exposure.summary}
    </span>
  );
}

const isAffected = (partner: ExposedPartner) =>
  partner.gains + partner.loses + partner.dependsOnOthers > 0 ||
  partner.later.length > 0 ||
  partner.why !== null;
const byWeight = (a: ExposedPartner, b: ExposedPartner) =>
  b.gains + b.loses - (a.gains + a.loses) || a.name.localeCompare(b.name);

function namesText(partners: readonly ExposedPartner[]): string {
  const names = partners.slice(0, 3).map(({ name }) => name);
  const more = partners.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${countText(more)} more` : names.join(', ');
}

function TotalText(totals: NonNullable<ExposureState['totals']>) {
  const { gains, loses, dependsOnOthers, laterGains, laterLoses, partners } = totals;
  if (gains + loses + dependsOnOthers + laterGains + laterLoses === 0) return 'No difference';
  return (
    <>
      {gains > 0 && (
        <span>
          <b className="gain">{gainText(gains)}</b> gained
        </span>
      )}
      {loses > 0 && (
        <span>
          <b className="loss">{lossText(loses)}</b> lost
        </span>
      )}
      {dependsOnOthers > 0 && <span>{countText(dependsOnOthers)} depend on another agency</span>}
      {laterGains > 0 && (
        <span>
          <b className="gain">{gainText(laterGains)}</b> later
        </span>
      )}
      {laterLoses > 0 && (
        <span>
          <b className="loss">{lossText(laterLoses)}</b> later
        </span>
      )}
      {partners > 1 && <span>{countText(partners)} partners</span>}
    </>
  );
}

const Partner = ({ partner, named }: { partner: ExposedPartner; named: boolean }) => (
  <li className="exposed">
    <h3>
      {partner.color && <AgencyMark color={partner.color} />}
      {partner.name}
      {named && (
        <span className="exposed-sum">
          {partner.gains > 0 && <b className="gain">{gainText(partner.gains)}</b>}
          {partner.loses > 0 && <b className="loss">{lossText(partner.loses)}</b>}
        </span>
      )}
    </h3>
    {partner.why && (
      <p className="exposed-why">
        <b>Paused, so nothing changes for now.</b> {partner.why}
      </p>
    )}
    <ul>
      {partner.modules
        .filter((each) => each.gains + each.loses + each.dependsOnOthers > 0)
        .map((each) => (
          <Module key={each.module} module={each} partner={partner.name} most={named ? 3 : 5} />
        ))}
    </ul>
    {partner.later.map((later) => (
      <Later key={later.event} later={later} partner={partner.name} most={named ? 3 : 5} />
    ))}
  </li>
);

const eventNames = { starts: 'Starts', ends: 'Ends' } as const;

/** What partners see more or less from a date on. */
function Later({ later, partner, most }: { later: ExposedLater; partner: string; most: number }) {
  const zone = useTimeZone();
  return (
    <div className="exposed-later">
      <h4>
        {eventNames[later.event]} {momentText(later.at, zone)}
      </h4>
      <ul>
        {later.modules
          .filter((each) => each.gains + each.loses + each.dependsOnOthers > 0)
          .map((each) => (
            <Module key={each.module} module={each} partner={partner} most={most} />
          ))}
      </ul>
    </div>
  );
}

function Module({ module, partner, most }: { module: ExposedModule; partner: string; most: number }) {
  const { gains, loses, dependsOnOthers, sample } = module;
  return (
    <li className="exposed-module">
      <span className="exposed-name">{moduleEntry(module.module as never).name}</span>
      <span className="exposed-count">
        {gains > 0 && (
          <b className="gain">
            <span aria-hidden="true">{gainText(gains)}</span>
            <span className="visually-hidden">{recordsText(gains)} gained</span>
          </b>
        )}
      </span>
      <span className="exposed-count">
        {loses > 0 && (
          <b className="loss">
            <span aria-hidden="true">{lossText(loses)}</span>
            <span className="visually-hidden">{recordsText(loses)} lost</span>
          </b>
        )}
      </span>
      <div className="exposed-more">
        <ExposedRecords sample={sample} most={most} />
        {dependsOnOthers > 0 && <p>{othersText(dependsOnOthers, partner)}</p>}
      </div>
    </li>
  );
}

/** The server counts modules whose records are there; the others are named, so that silence is not taken for none. */
function NotCounted({
  sheet,
  changes,
  partners,
}: {
  sheet: Sheet;
  changes: readonly SheetChange[];
  partners: readonly ExposedPartner[];
}) {
  const counted = new Set(partners.flatMap(({ modules }) => modules.map(({ module }) => module)));
  const names = modulesOf(sheet)
    .filter(
      ({ module }) => !counted.has(module) && changes.some(({ levels }) => levels?.[module] !== undefined),
    )
    .map(({ name }) => name);
  if (names.length === 0) return null;
  return <p className="exposure-note">Not counted here yet: {names.join(', ')}.</p>;
}
