import { Button } from '@mantine/core';
import type { FieldMapping, Import, ImportMapping } from '../../api/messages.ts';

type Format = NonNullable<FieldMapping['format']>;
const dayFirst: readonly Format[] = ['DD/MM/YYYY', 'DD-MM-YYYY', 'D/M/YY'];
const monthFirst: readonly Format[] = ['MM/DD/YYYY', 'MM-DD-YYYY', 'M/D/YY'];
const asked = ['day_or_month', 'swapped', 'minus_lost'];

const noPoints = /\(lng\) is not filled$/;

/** Is this a question that is asked by itself, with its answers as buttons? */
export const isQuestion = ({ code }: Import['faults'][number]): boolean => asked.includes(code);

/** What the file leaves open: whether the day or the month comes first, and how points are meant. */
export function MappingQuestions({
  record,
  faults,
  draft,
  setDraft,
}: {
  record: Import;
  faults: Import['faults'];
  draft: ImportMapping;
  setDraft: (next: ImportMapping) => void;
}) {
  const questions = faults.filter(isQuestion);
  const pointless = record.kind !== 'hydrant' && faults.some(({ message }) => noPoints.test(message));
  if (questions.length === 0 && !pointless) return null;
  return (
    <section className="mapping-questions" aria-live="polite">
      <h2>The file does not say</h2>
      <ul>
        {questions.map(({ path, code, message }) => (
          <li key={path}>
            <p>{`${message.charAt(0).toUpperCase()}${message.slice(1)}.`}</p>
            <div className="mapping-answers">
              {code === 'day_or_month' ? (
                <DayOrMonth record={record} path={path} draft={draft} setDraft={setDraft} />
              ) : (
                <PointAnswers code={code} draft={draft} setDraft={setDraft} />
              )}
            </div>
          </li>
        ))}
        {pointless && (
          <li>
            <p>No column is taken for the points. Choose it below, or put the places in the middle.</p>
            <div className="mapping-answers">
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => setDraft({ ...draft, missingPoints: 'zip' })}
              >
                Middle of each ZIP
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => setDraft({ ...draft, missingPoints: 'county' })}
              >
                Middle of the county
              </Button>
            </div>
          </li>
        )}
      </ul>
    </section>
  );
}

function DayOrMonth({
  record,
  path,
  draft,
  setDraft,
}: {
  record: Import;
  path: string;
  draft: ImportMapping;
  setDraft: (next: ImportMapping) => void;
}) {
  const at = Number(/^mapping\.fields\.(\d+)/.exec(path)?.[1] ?? -1);
  const name = draft.fields[at]?.columns?.[0];
  const formats = record.columns.find((column) => column.name === name)?.formats ?? [];
  const choose = (order: readonly Format[]) => {
    const format = formats.find((each) => order.includes(each));
    if (format)
      setDraft({ ...draft, fields: draft.fields.map((each, n) => (n === at ? { ...each, format } : each)) });
  };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => choose(monthFirst)}>
        Month first
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => choose(dayFirst)}>
        Day first
      </Button>
    </>
  );
}

function PointAnswers({
  code,
  draft,
  setDraft,
}: {
  code: string;
  draft: ImportMapping;
  setDraft: (next: ImportMapping) => void;
}) {
  const mended = code === 'swapped' ? 'swapped' : 'negateLongitude';
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setDraft({ ...draft, points: mended })}>
        {code === 'swapped' ? 'Swap them' : 'Put the minus back'}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => setDraft({ ...draft, points: 'asWritten' })}>
        Leave them as they are
      </Button>
    </>
  );
}
