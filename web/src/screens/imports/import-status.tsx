import type { ImportSummary } from '../../api/messages.ts';
import { statusOf } from './import-words.ts';

/** How far an import is. */
export const ImportStatus = ({ of }: { of: Pick<ImportSummary, 'status' | 'dryRun'> }) => {
  const [word, tone] = statusOf(of);
  return (
    <span className="status" data-tone={tone}>
      {word}
    </span>
  );
};
