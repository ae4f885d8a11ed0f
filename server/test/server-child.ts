import { readConfig } from '../src/config.ts';
import { openServer, prepareDatabase } from '../src/serve.ts';

// A server in a Node of its own, for the tests that kill it or its database: prints where it is as one line of JSON.
// Ends in good order when its standard input ends.
// Arguments: data directory and system directory of its embedded database, or the owner's and the application's URL.
const [first = '', second = ''] = process.argv.slice(2);
const database = first.startsWith('postgresql:')
  ? { ownerUrl: first, appUrl: second, directory: null, stop: async () => {} }
  : await startOwn();
await prepareDatabase(database.ownerUrl, database.appUrl);
const config = readConfig({ STANDPIPE_LOG: 'silent', STANDPIPE_RATE_LIMITS: 'off', PORT: '0' });
const served = await openServer(config, database.appUrl);
const base = await served.app.listen({ port: 0, host: '127.0.0.1' });
console.log(JSON.stringify({ base, ownerUrl: database.ownerUrl, directory: database.directory }));
process.stdin.resume().on('end', async () => {
  await served.close();
  await database.stop();
  process.exit();
});

async function startOwn() {
  const { startEmbedded } = await import('../src/db/embedded/embedded.ts');
  const embedded = await startEmbedded(first, { systemDirectory: second, log: () => {}, keepUp: true });
  void embedded.lost.then(() => process.exit(1));
  return embedded;
}
