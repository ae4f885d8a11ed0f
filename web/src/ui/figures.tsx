import './figures.css';

/** A few numbers side by side, each under its name. */
export const Figures = ({
  items,
}: {
  items: readonly (readonly [label: string, value: number, tone?: 'bad' | undefined] | null)[];
}) => (
  <dl className="figures">
    {items
      .filter((each) => each !== null)
      .map(([label, value, tone]) => (
        <div key={label} data-tone={tone}>
          <dt>{label}</dt>
          <dd>{value.toLocaleString()}</dd>
        </div>
      ))}
  </dl>
);
