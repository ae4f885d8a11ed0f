import type { Credentials } from './cluster.ts';
import type { Listening } from './server.ts';

/** How the two roles of an embedded database sign in. */
export interface SignInUrls {
  /** Signs in as the role that owns the database: migrations only. */
  ownerUrl: string;
  /** Signs in as the role that owns nothing: the application. */
  appUrl: string;
}

/** The URLs of a database that listens here. */
export function signInUrls(credentials: Credentials, listening: Listening): SignInUrls {
  // the host in the query wins over localhost, in pg as in PostgreSQL's own clients
  const at = `localhost:${listening.port}/standpipe`;
  const where = listening.sockets ? `?host=${encodeURIComponent(listening.sockets)}` : '';
  return {
    ownerUrl: `postgresql://standpipe_owner:${credentials.owner}@${at}${where}`,
    appUrl: `postgresql://standpipe_app:${credentials.app}@${at}${where}`,
  };
}
