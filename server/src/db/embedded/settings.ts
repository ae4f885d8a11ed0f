import { totalmem } from 'node:os';
import type { Listening } from './server.ts';

/** PostgreSQL's settings for one small server; the caller's come on top, and what we rely on comes last. */
export function chooseSettings(
  listening: Listening,
  name: string,
  asked: Record<string, string>,
): Record<string, string> {
  return {
    shared_buffers: `${bufferMegabytes()}MB`,
    wal_buffers: '4MB', // PostgreSQL's own choice would be 16 MB, all of it written to at the start
    max_connections: '60',
    jit: 'off',
    random_page_cost: '1.1',
    autovacuum_vacuum_insert_scale_factor: '0.02',
    max_parallel_workers_per_gather: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    ...asked,
    listen_addresses: listening.sockets ? '' : '127.0.0.1',
    unix_socket_directories: listening.sockets,
    port: String(listening.port),
    cluster_name: name,
  };
}

/**
 * A quarter of the memory this process may use, a container's limit included, but no more than 1 GB: PostgreSQL fills
 * in about 18 MB for each GB as it starts, before anything is stored. What does not fit, the system's own cache holds.
 */
function bufferMegabytes(): number {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return Math.min(1024, Math.max(128, Math.floor(memory / 4 / 1024 ** 2)));
}
