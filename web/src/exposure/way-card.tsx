import { sheets } from '@standpipe/policy';
import { Link } from '@tanstack/react-router';
import { Icon } from '../ui/icon.tsx';
import { useMe } from '../ui/me.tsx';
import { mayOpenSheet, type NamedAgency } from './agencies.query.ts';
import { sheetRowLink } from './sheet-row-link.ts';
import { sheetOf, stateOf, type Way, type WayLine } from './why.ways.ts';
import { wayText } from './why.words.ts';

const states = { open: 'Open', closed: 'Closed', unsure: 'Only that agency can say' } as const;

/** One way in: each of its lines, met or not, and who can change it. */
export function WayCard({ way, agency, onClose }: { way: Way; agency: NamedAgency; onClose: () => void }) {
  const state = stateOf(way);
  return (
    <section className="way" data-state={state} aria-label={`${wayText(way.name)}: ${states[state]}`}>
      <h4>
        <span>{wayText(way.name)}</span>
        <span className="way-state">{states[state]}</span>
      </h4>
      <ul>
        {way.conditions.map((line) => (
          <Line key={line.text} line={line} agency={agency} onClose={onClose} />
        ))}
      </ul>
    </section>
  );
}

const marks = { true: 'check', false: 'cross', null: 'question' } as const;
const words = { true: 'Met', false: 'Not met', null: 'Not known' } as const;

function Line({ line, agency, onClose }: { line: WayLine; agency: NamedAgency; onClose: () => void }) {
  const me = useMe();
  const { text, met, why, whoCanChange } = line;
  const key = String(met) as keyof typeof marks;
  const sheet = sheetOf(whoCanChange, me.agency?.name ?? '');
  return (
    <li className="way-line" data-met={key}>
      <Icon name={marks[key]} size={16} />
      <div>
        <p>
          <span className="visually-hidden">{words[key]}: </span>
          {text}
        </p>
        {why && <small>{why}</small>}
        {whoCanChange && (
          <small>
            {whoCanChange}
            {sheet && mayOpenSheet(me, sheet) && (
              <>
                {' · '}
                <Link {...sheetRowLink(sheet, agency)} onClick={onClose}>
                  Open the row<span className="visually-hidden"> on {sheets[sheet].name}</span>
                </Link>
              </>
            )}
          </small>
        )}
      </div>
    </li>
  );
}
