import { useRef, useState } from 'react';
import type { Import, ImportMapping } from '../../api/messages.ts';
import { asCallProblem, type CallProblem, isStale } from '../../api/problem.ts';
import { toast } from '../../ui/toast.tsx';
import { useImportDeeds, type Verb } from './import.query.ts';

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The mapping as it is being changed here. What is started is what one sees: changes are saved first. */
export function useMapping(record: Import) {
  const deeds = useImportDeeds(record.id);
  const [draft, setDraft] = useState<ImportMapping>(record.mapping);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const [busy, setBusy] = useState<Verb | 'save' | null>(null);
  const base = useRef(record.mapping);
  const dirty = !same(draft, base.current);
  // Somebody else's mapping comes in where nothing was changed here.
  if (!dirty && !same(record.mapping, base.current)) {
    base.current = record.mapping;
    setDraft(record.mapping);
  }
  const take = (answer: Import) => {
    base.current = answer.mapping;
    setDraft(answer.mapping);
    return answer;
  };
  const attempt = async (what: Verb | 'save', work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(what);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (error) {
      const thrown = asCallProblem(error);
      if (isStale(thrown)) await deeds.read().catch(() => {});
      setProblem(thrown);
      return false;
    } finally {
      setBusy(null);
    }
  };
  const keep = async () => take(await deeds.change({ mapping: draft }, record.version));
  return {
    draft,
    setDraft,
    dirty,
    problem,
    busy,
    save: () =>
      attempt('save', async () => {
        await keep();
        toast('Mapping saved');
      }),
    applyPreset: (preset: string) =>
      attempt('save', async () => take(await deeds.change({ preset }, record.version))),
    discard: () => setDraft(base.current),
    start: (verb: Verb) =>
      attempt(verb, async () => {
        const now = dirty && (verb === 'run' || verb === 'dry-run') ? await keep() : record;
        // What it lacks stands at its fields.
        if (now.faults.length === 0 || verb === 'stop') await deeds.start(verb);
      }),
  };
}

export type Mapping = ReturnType<typeof useMapping>;
