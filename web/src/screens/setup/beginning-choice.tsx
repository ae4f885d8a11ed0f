export type Beginning = 'empty' | 'registry' | 'demo';

const ways: readonly { value: Beginning; label: string; about: string }[] = [
  { value: 'empty', label: 'Start empty', about: 'Add agencies one by one.' },
  {
    value: 'registry',
    label: 'Import departments',
    about: 'Create an agency for each department in your state or county from the national registry file.',
  },
  {
    value: 'demo',
    label: 'Load the demo region',
    about: 'Agencies, people, places, permits and inspections to try things with. Takes up to a minute.',
  },
];

/** What the server begins with. */
export const BeginningChoice = ({
  value,
  onChange,
}: {
  value: Beginning;
  onChange: (value: Beginning) => void;
}) => (
  <fieldset className="beginning">
    <legend>Start with</legend>
    {ways.map((way) => (
      <label key={way.value} data-chosen={way.value === value || undefined}>
        <input
          type="radio"
          name="beginning"
          value={way.value}
          checked={way.value === value}
          onChange={() => onChange(way.value)}
        />
        <span>
          <strong>{way.label}</strong>
          <span className="beginning-about">{way.about}</span>
        </span>
      </label>
    ))}
  </fieldset>
);
