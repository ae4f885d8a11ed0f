import type { ProfileSection } from '@standpipe/contract/community-connect-types';
import type { CommunityProfile } from '../../api/messages.ts';
import { DayText } from '../../ui/date-time.tsx';
import { Facts } from '../../ui/facts.tsx';
import { days, fieldWords, sectionFields, sectionWords } from './profile-words.ts';

/** One section of a profile; nothing where the section is not shared, "None recorded" where it is empty. */
export function SectionPart({ name, profile }: { name: ProfileSection; profile: CommunityProfile }) {
  if (!(name in profile)) return null;
  const value = profile[name];
  return (
    <section aria-labelledby={name} className="record-part">
      <h2 id={name}>
        {sectionWords[name]} {profile.homeOnly?.includes(name) && <small>your agency only</small>}
      </h2>
      {value ? <Content name={name} value={value} /> : <p className="nothing">None recorded</p>}
    </section>
  );
}

function Content({ name, value }: { name: ProfileSection; value: object }) {
  if (name === 'contacts')
    return (
      <p className="record-text">
        {(value as { name: string; relation?: string | null }[])
          .map((each) => (each.relation ? `${each.name}, ${each.relation}` : each.name))
          .join('\n')}
      </p>
    );
  const facts = value as Record<string, unknown>;
  return (
    <Facts
      items={sectionFields[name]
        .filter((field) => facts[field] !== undefined && facts[field] !== null)
        .map((field) => [fieldWords[field], textOf(field, facts[field])])}
    />
  );
}

const textOf = (field: string, value: unknown) =>
  typeof value === 'boolean' ? (
    value ? (
      'Yes'
    ) : (
      'No'
    )
  ) : days.includes(field) ? (
    <DayText on={String(value)} />
  ) : (
    String(value)
  );
