import type { Explanation } from '../api/messages.ts';
import { Icon } from '../ui/icon.tsx';
import type { Action } from './actions.ts';
import type { NamedAgency } from './agencies.query.ts';
import { WayCard } from './way-card.tsx';
import { fits, stateOf } from './why.ways.ts';
import { verdictText } from './why.words.ts';
import { WhyRemedy } from './why-remedy.tsx';

const verdicts = {
  yes: 'checkCircle',
  no: 'crossCircle',
  open: 'question',
} as const;

const order = { open: 0, closed: 1, unsure: 1 } as const;
/** The server's sentences for what the remedy shows side by side. */
const enough = 'To allow it: ';

/** The verdict in a sentence, what would change it, and then the rule's ways, line by line. */
export function WhyAnswer({
  answer,
  agency,
  kind,
  action,
  one,
  onClose,
}: {
  answer: Explanation;
  agency: NamedAgency;
  kind: string;
  action: Action;
  /** It is about one user. */
  one: boolean;
  onClose: () => void;
}) {
  const { allowed, ways, needs, missing, hints } = answer;
  const who = one ? 'This user' : `Users of ${agency.name}`;
  const verdict = allowed === null ? 'open' : allowed ? 'yes' : 'no';
  const notes = hints.filter((each) => !each.startsWith(enough));
  const fitting = ways.filter(fits).toSorted((a, b) => order[stateOf(a)] - order[stateOf(b)]);
  const others = ways.filter((way) => !fits(way));
  // Where a way is open, what bars them is the user or the agency, which the notes say.
  const remedy = allowed !== true && !fitting.some((way) => stateOf(way) === 'open');
  return (
    <>
      <div className="verdict" data-verdict={verdict}>
        <Icon name={verdicts[verdict]} size={22} />
        <div>
          <p className="verdict-text">{verdictText(answer, { who, kind, action })}</p>
          {missing.length === 0 && (
            <p>
              {one ? 'It takes' : allowed === true ? 'Each user needs' : 'Each user would also need'} the
              permission <b>{needs}</b>
              {one ? '.' : ` in a role of ${agency.name}.`}
            </p>
          )}
          {notes.map((each) => (
            <p key={each}>{each}</p>
          ))}
        </div>
      </div>
      {remedy && <WhyRemedy answer={answer} agency={agency} onClose={onClose} />}
      {fitting.length > 0 && (
        <>
          <h3>The rule, case by case</h3>
          <p className="why-hint">Access is allowed when every condition in one case is met.</p>
          {fitting.map((way) => (
            <WayCard key={way.name} way={way} agency={agency} onClose={onClose} />
          ))}
        </>
      )}
      {others.length > 0 && (
        <details className="why-others">
          <summary>
            {fitting.length === 0
              ? 'Why no case applies'
              : others.length === 1
                ? 'One other case does not apply here'
                : `${others.length} other cases do not apply here`}
          </summary>
          {others.map((way) => (
            <WayCard key={way.name} way={way} agency={agency} onClose={onClose} />
          ))}
        </details>
      )}
    </>
  );
}
