import type { Db } from '../db/open.ts';
import { deleteOldFixes } from './positions.store.ts';

/** The history of units is bounded: fixes older than 24 hours are deleted. */
export const trimFixes = (db: Db): Promise<void> => deleteOldFixes(db);
