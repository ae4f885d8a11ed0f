import { Button, Progress } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Import } from '../../api/messages.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Figures } from '../../ui/figures.tsx';
import { Icon } from '../../ui/icon.tsx';
import { importKinds, rowsText } from './import-words.ts';

const heading = ({ status, dryRun }: Import): string => {
  if (status === 'running') return dryRun ? 'Finding out what would happen' : 'Importing';
  if (status === 'done') return dryRun ? 'Dry run result' : 'Imported';
  return status === 'failed' ? 'It could not go on' : 'Stopped';
};

/** How far it has come, what came of the rows so far, and why rows were left out. */
export function ImportProgress({ record }: { record: Import }) {
  const { id, status, dryRun, progress, reason, rejections, warnings, startedBy, finishedAt } = record;
  const { rowsRead, rowsTotal, rejected, placesCreated, placesJoined } = progress;
  const running = status === 'running';
  const { many, path } = importKinds[record.kind];
  return (
    <section className="import-result" aria-labelledby="result">
      <h2 id="result">{heading(record)}</h2>
      {running && (
        <Progress
          value={rowsTotal ? Math.max(2, (100 * rowsRead) / rowsTotal) : 100}
          animated={!rowsTotal}
          size="sm"
          mt="sm"
          aria-label="Rows read"
        />
      )}
      <p className="imports-note" role="status">
        {rowsText(progress)} read
        {startedBy && ` · started by ${startedBy.name}`}
        {finishedAt && !running && (
          <>
            {' · '}
            <DateTime at={finishedAt} ago />
          </>
        )}
      </p>
      {reason && <p className="import-reason">{reason}</p>}
      <Figures
        items={[
          [dryRun ? 'Would be added' : 'Added', progress.created],
          [dryRun ? 'Would change' : 'Changed', progress.changed],
          ['As they are', progress.unchanged],
          placesCreated > 0 ? [dryRun ? 'Places to be made' : 'Places made', placesCreated] : null,
          placesJoined > 0
            ? [dryRun ? 'Would join a place here' : 'Joined a place here', placesJoined]
            : null,
          ['Rejected rows', rejected, rejected > 0 ? 'bad' : undefined],
        ]}
      />
      {status === 'done' && !dryRun && (
        <p>
          <Link to={`/${path}` as string} className="text-link">
            Show the {many.toLowerCase()}
          </Link>
        </p>
      )}
      {warnings.length > 0 && (
        <div className="rejections">
          <div className="rejections-head">
            <h3>Worth a look</h3>
          </div>
          <ul>
            {warnings.map(({ text, rows }) => (
              <li key={text}>
                <span>{text}</span>
                <b>{rows.toLocaleString()}</b>
              </li>
            ))}
          </ul>
        </div>
      )}
      {rejected > 0 && (
        <div className="rejections">
          <div className="rejections-head">
            <h3>Why rows are rejected</h3>
            <Button
              component="a"
              href={`/api/v1/imports/${id}/rejected.csv`}
              download={`rejected-${record.file.name}.csv`}
              size="compact-sm"
              variant="default"
              leftSection={<Icon name="download" size={16} />}
            >
              Rejected rows (CSV)
            </Button>
          </div>
          <ul>
            {rejections.map(({ reason: why, rows }) => (
              <li key={why}>
                <span>{why}</span>
                <b>{rows.toLocaleString()}</b>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
