/** The embedded database could not be started; the message is a sentence for the person who runs the server. */
export class EmbeddedDatabaseError extends Error {
  override readonly name: string = 'EmbeddedDatabaseError';
}

/** Somebody else is using the data directory: a second Standpipe, or a PostgreSQL started by hand. */
export class DatabaseInUseError extends EmbeddedDatabaseError {
  override readonly name = 'DatabaseInUseError';
  readonly directory: string;
  readonly pid: number | undefined;

  constructor(directory: string, pid: number | undefined, user: string, remedy: string) {
    const who = pid === undefined ? user : `${user} (process ${pid})`;
    super(`The data directory ${directory} is already in use by ${who}: ${remedy}.`);
    this.directory = directory;
    this.pid = pid;
  }
}
