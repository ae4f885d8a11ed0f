/**
 * PostGraphile for bench/lists-http, over the same database: signed in by a header that names the agency, which costs
 * it nothing; the tuned policy's scopes are handed to it, worked out beforehand.
 *
 *   node bench/lists-http.postgraphile.ts <database> <naive|tuned> <file: agency -> scopes>
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openPeer } from './peers.ts';

const [databaseUrl, lock, file] = process.argv.slice(2) as [string, string, string];
const scopes = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number[]>;

interface PostGraphile {
  postgraphile(preset: unknown): {
    createServ(grafserv: unknown): { addTo(server: unknown): Promise<void> };
  };
}
const core = await openPeer<PostGraphile>('postgraphile', 'postgraphile');
const amber = await openPeer<{ PostGraphileAmberPreset: unknown }>(
  'postgraphile',
  'postgraphile/presets/amber',
);
const adaptor = await openPeer<{ makePgService(options: unknown): unknown }>(
  'postgraphile',
  'postgraphile/adaptors/pg',
);
const serv = await openPeer<{ grafserv: unknown }>('postgraphile', 'postgraphile/grafserv/node');
if (!core || !amber || !adaptor || !serv) process.exit(3);

const made = core.postgraphile({
  extends: [amber.PostGraphileAmberPreset],
  pgServices: [adaptor.makePgService({ connectionString: databaseUrl, schemas: ['bench_api'] })],
  grafserv: { graphiql: false, watch: false },
  grafast: {
    context: ({ node }: { node?: { req: IncomingMessage } }) => {
      const agency = String(node?.req.headers['x-agency']);
      return {
        pgSettings: {
          role: `bench_${lock}`,
          'bench.agency': agency,
          'bench.scopes': lock === 'tuned' ? `{${scopes[agency]?.join() ?? ''}}` : '{}',
        },
      };
    },
  },
});
const server = createServer();
await made.createServ(serv.grafserv).addTo(server);
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
