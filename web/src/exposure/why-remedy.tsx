import { Button } from '@mantine/core';
import { sheets } from '@standpipe/policy';
import { Link } from '@tanstack/react-router';
import type { Explanation } from '../api/messages.ts';
import { useMe } from '../ui/me.tsx';
import { mayOpenSheet, type NamedAgency } from './agencies.query.ts';
import { PartnerContact } from './partner-contact.tsx';
import { sheetRowLink } from './sheet-row-link.ts';
import { remedyOf, type Side, taskText } from './why.sides.ts';
import { sheetOf } from './why.ways.ts';

interface Props {
  readonly answer: Explanation;
  readonly agency: NamedAgency;
  readonly onClose: () => void;
}

/** What each side could change for a yes: the one change that is enough by itself, where there is one. */
export function WhyRemedy({ answer, agency, onClose }: Props) {
  const { sides, single } = remedyOf(answer.ways);
  if (sides.length === 0) return null;
  const title = !single
    ? 'What would change it'
    : sides.length > 1 || sides[0]!.oneOf.length > 1
      ? 'Any one of these changes is enough'
      : 'One change is enough';
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul className="why-sides">
        {sides.map((side) => (
          <SideRow key={side.name} side={side} agency={agency} onClose={onClose} />
        ))}
      </ul>
    </section>
  );
}

function SideRow({ side, agency, onClose }: { side: Side } & Pick<Props, 'agency' | 'onClose'>) {
  const me = useMe();
  const { name, needed, oneOf, unknown } = side;
  const own = name === me.agency?.name;
  const lines = [...needed, ...oneOf];
  const found = lines.map(({ whoCanChange }) => sheetOf(whoCanChange, me.agency?.name ?? ''));
  const sheet = found.find((each) => each !== null && mayOpenSheet(me, each));
  const either = oneOf
    .map((line) => taskText(line, name))
    .join(', or ')
    .replaceAll(', or Set ', ', or set ');
  const tasks = [either, ...needed.map((line) => taskText(line, name))];
  return (
    <li>
      <div>
        <p className="why-side">
          {name}
          {own && <span> · your agency</span>}
        </p>
        {tasks.filter(Boolean).map((task) => (
          <p key={task}>{task}.</p>
        ))}
        {lines.map(({ text, why }) => why && <small key={text}>{why}</small>)}
        {unknown && !own && <small>Only {name} can tell you whether this is already set.</small>}
        {!own && <PartnerContact agency={{ name }} />}
      </div>
      {sheet && (
        <Button
          size="compact-md"
          variant="default"
          renderRoot={(props) => <Link {...sheetRowLink(sheet, agency)} {...props} />}
          onClick={onClose}
        >
          Open {sheets[sheet].name}
        </Button>
      )}
    </li>
  );
}
