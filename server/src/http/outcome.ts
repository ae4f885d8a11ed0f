import { databaseGone, isGone } from './problems.ts';

/**
 * Runs a write's transaction. A database that goes away before the commit has changed nothing; one that goes away
 * during it may have.
 * @param transaction calls what it is given when all that is left to do is the commit
 * @throws Problem `unavailable` that says which of the two it was
 */
export async function tellingOutcome<T>(transaction: (committing: () => void) => Promise<T>): Promise<T> {
  let committing = false;
  try {
    return await transaction(() => {
      committing = true;
    });
  } catch (error) {
    throw isGone(error) ? databaseGone(committing ? 'unknown' : 'unchanged') : error;
  }
}
