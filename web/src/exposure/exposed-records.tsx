import { Link } from '@tanstack/react-router';
import { nounOf } from '../kinds/kinds.ts';
import type { ExposedModule } from './use-exposure.ts';

type Sample = ExposedModule['sample'];

const words = {
  gained: 'They will also see',
  lost: 'They can no longer see',
  dependsOnOthers: 'Depends on another agency',
} as const;

/** A few of the records that a change concerns. They open beside the page, so that what is not saved stays. */
export const ExposedRecords = ({ sample, most }: { sample: Sample; most: number }) =>
  Object.entries(words).map(([change, word]) => {
    const some = sample.filter((each) => each.change === change).slice(0, most);
    if (some.length === 0) return null;
    return (
      <div key={change} className="exposed-sample">
        <p>{word}, for example:</p>
        <ul>
          {some.map(({ kind, id, label }) => (
            <li key={id}>
              <Link to={`/${nounOf(kind)}/${id}` as string} target="_blank" title={label}>
                {label}
                <span className="visually-hidden"> (opens in a new tab)</span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    );
  });
