import './imports.css';
import './mapping.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Import } from '../../api/messages.ts';
import { bytesText } from '../../ui/bytes.ts';
import { DayText } from '../../ui/date-time.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RecordState } from '../../ui/states.tsx';
import { importQuery, useTrial } from './import.query.ts';
import { ImportActions } from './import-actions.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ImportStatus } from './import-status.tsx';
import { hasRun, importKinds } from './import-words.ts';
import { MappingFaults } from './mapping-faults.tsx';
import { MappingForm } from './mapping-form.tsx';
import { isQuestion, MappingQuestions } from './mapping-questions.tsx';
import { SampleRows } from './sample-rows.tsx';
import { useMapping } from './use-mapping.ts';

/** One file: how it is read, what would come of it, and what came of it. */
export function ImportScreen() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(importQuery(id));
  return (
    <RecordState query={query} what="import" back={{ label: 'All imports', to: '/admin/imports' }}>
      {(record) => <OneImport key={record.id} record={record} />}
    </RecordState>
  );
}

function OneImport({ record }: { record: Import }) {
  const mapping = useMapping(record);
  const leave = useLeaveGuard(mapping.dirty);
  const trial = useTrial(record, mapping.draft, mapping.dirty);
  const running = record.status === 'running';
  const { kind, file, uploadedBy } = record;
  return (
    <Page
      title={file.name}
      crumbs={[{ label: 'Import and export', to: '/admin/imports' }]}
      lead={
        <span className="record-lead">
          <ImportStatus of={record} />
          <span>{importKinds[kind].many}</span>
          <span>{bytesText(file.size)}</span>
          {uploadedBy && <span>Uploaded by {uploadedBy.name}</span>}
          <span>
            Kept until <DayText on={file.keptUntil} />
          </span>
        </span>
      }
      actions={<ImportActions record={record} mapping={mapping} leave={leave} />}
    >
      <ProblemAlert problem={mapping.problem} />
      {hasRun(record) && <ImportProgress record={record} />}
      {!running && (
        <>
          <MappingQuestions
            record={record}
            faults={trial.faults}
            draft={mapping.draft}
            setDraft={mapping.setDraft}
          />
          <MappingFaults faults={trial.faults.filter((each) => !isQuestion(each))} />
          {record.notes.length > 0 && <p className="imports-note">{record.notes.join(' · ')}</p>}
          <MappingForm record={record} mapping={mapping} trial={trial} />
          <SampleRows record={record} />
        </>
      )}
    </Page>
  );
}
