import type { Inspection } from '../../api/messages.ts';
import { AudienceChange } from '../../exposure/audience-change.tsx';
import { useCan } from '../../ui/me.tsx';
import { WithholdSwitch } from '../../ui/withhold.tsx';
import { partnersSee } from './inspection-words.ts';

/** What is for the own agency alone: its notes, and who else sees the inspection. */
export function InspectionNotes({ inspection }: { inspection: Inspection }) {
  const can = useCan(inspection);
  const { notes, reopenedReason, status, withheld } = inspection;
  return (
    <>
      <section aria-labelledby="notes" className="record-part">
        <h2 id="notes">
          Internal notes <small>your agency only</small>
        </h2>
        <p className="record-text">{notes || <span className="nothing">None</span>}</p>
        {reopenedReason && <p className="record-note">Reopened: {reopenedReason}</p>}
      </section>
      <section aria-labelledby="withholding" className="record-part">
        <h2 id="withholding">Partners</h2>
        {!withheld && <p className="partners-sight">{partnersSee[status]}</p>}
        <WithholdSwitch
          noun="inspections"
          record={inspection}
          editable={can('edit')}
          explanation="Only your agency will see this inspection. Sharing settings do not apply, and the place's owner cannot see it."
          consequence={(change) => (
            <AudienceChange record={{ kind: 'inspection', id: inspection.id }} change={change} />
          )}
        />
      </section>
    </>
  );
}
