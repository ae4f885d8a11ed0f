import type { QueryClient } from '@tanstack/react-query';
import type { ChecklistItem } from '../../api/messages.ts';
import { asCallProblem, type CallProblem, isGone } from '../../api/problem.ts';
import { type Clash, type Entries, mergeEntries, withoutSaved } from './checklist-merge.ts';
import { saveInspection } from './inspection-save.ts';

/** Where the answers of a checklist stand: with the server, on their way, or kept on this device. */
export interface DraftState {
  readonly entries: Entries;
  readonly phase: 'saved' | 'waiting' | 'saving' | 'offline' | 'refused' | 'clashing';
  readonly problem: CallProblem | null;
  readonly clashes: readonly Clash[];
}

const calm: DraftState = { entries: {}, phase: 'saved', problem: null, clashes: [] };
const pause = 500;
const shortest = 3_000;
const longest = 30_000;

class Clashing extends Error {
  readonly clashes: readonly Clash[];
  constructor(clashes: readonly Clash[]) {
    super('changed by someone else too');
    this.clashes = clashes;
  }
}

const isEmpty = (entries: Entries) => Object.keys(entries).length === 0;
const isPassing = ({ status }: CallProblem) => status === 0 || status === 429 || status >= 500;

function readStored(key: string): Entries {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Entries;
  } catch {
    return {};
  }
}

function keep(key: string, entries: Entries): void {
  try {
    if (isEmpty(entries)) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(entries));
  } catch {
    // A full or forbidden store: what was entered still stands in this page.
  }
}

/**
 * The answers that one person enters at one inspection: kept on the device at once, sent a moment later, and sent again
 * for as long as there is no connection. They outlive the screen, a reload and the end of the session.
 */
function openDraft(client: QueryClient, id: string, key: string) {
  let state: DraftState = { ...calm, entries: readStored(key) };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = shortest;
  const listeners = new Set<() => void>();
  const set = (change: Partial<DraftState>) => {
    state = { ...state, ...change };
    keep(key, state.entries);
    for (const listener of listeners) listener();
  };
  const later = (after: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), after);
  };

  let underWay: Promise<void> | null = null;
  /** Sends what is not saved yet; done when it is, or when it came to nothing for now. */
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    underWay ??= send().finally(() => {
      underWay = null;
    });
    return underWay;
  };
  const send = async () => {
    while (!isEmpty(state.entries) && state.phase !== 'clashing') {
      const sent = state.entries;
      set({ phase: 'saving', problem: null });
      try {
        await saveInspection(client, id, ({ checklist: current }) => {
          const { checklist, clashes } = mergeEntries(current, sent);
          if (clashes.length > 0) throw new Clashing(clashes);
          return { checklist };
        });
      } catch (error) {
        return fail(error);
      }
      wait = shortest;
      set({ entries: withoutSaved(state.entries, sent), phase: 'saved' });
    }
  };
  const fail = (error: unknown) => {
    if (error instanceof Clashing) return set({ phase: 'clashing', clashes: error.clashes });
    const problem = asCallProblem(error);
    if (isGone(problem)) return set(calm);
    if (!isPassing(problem)) return set({ phase: 'refused', problem });
    set({ phase: 'offline', problem });
    later(wait);
    wait = Math.min(longest, wait * 2);
  };
  addEventListener('online', () => void flush());
  if (!isEmpty(state.entries)) later(0);

  const settle = (entries: Entries) => {
    set({ entries, clashes: [], phase: isEmpty(entries) ? 'saved' : 'waiting' });
    void flush();
  };
  return {
    read: () => state,
    watch: (changed: () => void) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    enter: (name: string, stands: ChecklistItem, change: Partial<ChecklistItem>) => {
      const before = state.entries[name] ?? { was: stands, now: stands };
      const entries = { ...state.entries, [name]: { ...before, now: { ...before.now, ...change } } };
      const phase = state.phase === 'saved' || state.phase === 'refused' ? 'waiting' : state.phase;
      set({ entries, phase });
      if (phase !== 'offline' || navigator.onLine) later(pause);
    },
    flush,
    /** Lets what others answered stand. */
    takeTheirs: () => {
      const left = { ...state.entries };
      for (const { key: name } of state.clashes) delete left[name];
      settle(left);
    },
    /** Lets what was entered here stand; an item that is gone comes to no more. */
    saveOver: () => {
      const entries = { ...state.entries };
      for (const { key: name, mine, theirs } of state.clashes)
        if (theirs) entries[name] = { was: theirs, now: mine };
        else delete entries[name];
      settle(entries);
    },
  };
}

export type ChecklistDraft = ReturnType<typeof openDraft>;
const drafts = new Map<string, ChecklistDraft>();

/** The one draft of a person at an inspection. */
export function draftOf(client: QueryClient, person: string, id: string): ChecklistDraft {
  const key = `standpipe-checklist-${person}-${id}`;
  const draft = drafts.get(key) ?? openDraft(client, id, key);
  drafts.set(key, draft);
  return draft;
}
