import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Inspection } from '../../api/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { useCan } from '../../ui/me.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import type { Begun } from './line-violations.ts';
import { ViolationCard } from './violation-card.tsx';
import { ViolationForm } from './violation-form.tsx';

/** A violation's form that is open: a new one with its first words, or the one that stands at a place. */
export type OpenForm = { readonly begin: Begun } | { readonly at: number } | null;

const nothing: Begun = { description: '', code: '' };

/** What was found wrong, with photos and by when it has to be put right. */
export function Violations({
  inspection,
  open,
  setOpen,
}: {
  inspection: Inspection;
  open: OpenForm;
  setOpen: (open: OpenForm) => void;
}) {
  const editable = useCan(inspection)('edit') && inspection.status !== 'cancelled';
  const { violations } = inspection;
  const openOnes = violations.filter(({ status }) => status === 'open').length;
  // The form keeps its words while the panel slides away.
  const [last, setLast] = useState<OpenForm>(null);
  if (open !== null && open !== last) setLast(open);
  const close = () => setOpen(null);
  if (violations.length === 0 && (inspection.status === 'scheduled' || inspection.status === 'cancelled'))
    return null;
  return (
    <section aria-labelledby="violations" className="inspection-part">
      <div className="part-head">
        <h2 id="violations">
          Violations
          {violations.length > 0 && (
            <small>{openOnes === 0 ? 'all corrected' : `${openOnes} of ${violations.length} open`}</small>
          )}
        </h2>
        {editable && violations.length < 100 && (
          <Button
            size="compact-md"
            variant="default"
            leftSection={<Icon name="plus" size={16} />}
            onClick={() => setOpen({ begin: nothing })}
          >
            Add a violation
          </Button>
        )}
      </div>
      {violations.length === 0 ? (
        <p className="inspection-none">None{inspection.status === 'completed' ? '' : ' so far'}.</p>
      ) : (
        <ol className="violations">
          {violations.map((violation, at) => (
            <ViolationCard
              // biome-ignore lint/suspicious/noArrayIndexKey: the same words may stand twice
              key={`${at} ${violation.description}`}
              inspection={inspection}
              at={at}
              editable={editable}
              edit={() => setOpen({ at })}
            />
          ))}
        </ol>
      )}
      <SidePanel
        opened={open !== null}
        title={last && 'at' in last ? 'Change the violation' : 'Add a violation'}
        onClose={close}
      >
        {last && (
          <ViolationForm
            key={'at' in last ? last.at : `new ${last.begin.description}`}
            inspection={inspection}
            at={'at' in last ? last.at : null}
            begin={'begin' in last ? last.begin : nothing}
            close={close}
          />
        )}
      </SidePanel>
    </section>
  );
}
