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

/** A quarter of the memory this process may use, a container's limit included, but no more than 2 GB. */
function bufferMegabytes(): number {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return Math.min(2048, Math.max(128, Math.floor(memory / 4 / 1024 ** 2)));
}
