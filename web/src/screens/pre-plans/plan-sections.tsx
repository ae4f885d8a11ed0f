import type { PrePlan } from '../../api/messages.ts';
import { Facts } from '../../ui/facts.tsx';
import { describedSections, recordedTexts } from './pre-plan-words.ts';

/** What a plan says, section by section; a section of which nothing is recorded says so in one line. */
export function PlanSections({ plan, changed = [] }: { plan: PrePlan; changed?: readonly string[] }) {
  const texts = recordedTexts(plan);
  return (
    <>
      {describedSections.map(({ name, title, fields }) => {
        const recorded = fields.filter((field) => texts.has(field.name) || changed.includes(field.name));
        return (
          <section key={name} aria-labelledby={`section-${name}`} className="record-part">
            <h2 id={`section-${name}`}>{title}</h2>
            {recorded.length === 0 ? (
              <p className="nothing">Not recorded</p>
            ) : (
              <Facts
                items={recorded.map((field) => [
                  changed.includes(field.name) ? `${field.described.label} (changed)` : field.described.label,
                  texts.has(field.name) ? (
                    <span key={field.name} className="plan-text">
                      {texts.get(field.name)}
                    </span>
                  ) : (
                    <span key={field.name} className="nothing">
                      Not recorded
                    </span>
                  ),
                ])}
              />
            )}
          </section>
        );
      })}
    </>
  );
}
