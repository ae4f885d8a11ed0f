import type { Vault } from './community-connect/vault.ts';
import type { Config } from './config.ts';
import type { Database } from './db/open.ts';
import type { Studio } from './drawing/studio.ts';
import type { ViewerCache } from './http/viewer-cache.ts';
import type { ImportRunner } from './imports/runs/runner.type.ts';
import type { Hub } from './live/hub.type.ts';
import type { Topics } from './live/topics/topics.type.ts';
import type { Mailer } from './mail/mailer.ts';
import type { Sprays } from './people/sprays.ts';

/** What the whole server shares: made once at start, handed to every route. */
export interface House {
  readonly config: Config;
  readonly database: Database;
  /** Signs sessions and cursors; made at first start and stored in the database. */
  readonly secret: string;
  readonly hub: Hub;
  /** What live sockets can subscribe to. */
  readonly topics: Topics;
  /** Cached viewers of recent requests. */
  readonly viewerCache: ViewerCache;
  /** Counts passwords that are tried on one account after another. */
  readonly sprays: Sprays;
  /** Draws photos and reports. */
  readonly studio: Studio;
  readonly mailer: Mailer;
  /** Encrypts sensitive fields. */
  readonly vault: Vault;
  /** Does the imports that people start. */
  readonly imports: ImportRunner;
}
