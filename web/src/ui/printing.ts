import { useSyncExternalStore } from 'react';

const paper = matchMedia('print');
let begun = false;

function subscribe(changed: () => void): () => void {
  const begin = () => {
    begun = true;
    changed();
  };
  const end = () => {
    begun = false;
    changed();
  };
  addEventListener('beforeprint', begin);
  addEventListener('afterprint', end);
  paper.addEventListener('change', changed);
  return () => {
    removeEventListener('beforeprint', begin);
    removeEventListener('afterprint', end);
    paper.removeEventListener('change', changed);
  };
}

/** Is the page being printed? For what stands on paper whole and on the screen only in part. */
export const usePrinting = (): boolean => useSyncExternalStore(subscribe, () => begun || paper.matches);
