import { readConfig } from '../src/config.ts';
import { startEmbedded } from '../src/db/embedded/embedded.ts';
import { openServer, prepareDatabase } from '../src/serve.ts';

// A server with its embedded database in a Node of its own, for the tests that kill either: prints where both are as
// one line of JSON. Ends when its database does, and in good order when its standard input ends.
// Arguments: data directory, system directory.
const [directory = '', systemDirectory = ''] = process.argv.slice(2);
const database = await startEmbedded(directory, { systemDirectory, log: () => {} });
void database.lost.then(() => process.exit(1));
await prepareDatabase(database.ownerUrl, database.appUrl);
const config = readConfig({ STANDPIPE_LOG: 'silent', STANDPIPE_RATE_LIMITS: 'off', PORT: '0' });
const served = await openServer(config, database.appUrl);
const base = await served.app.listen({ port: 0, host: '127.0.0.1' });
console.log(JSON.stringify({ base, pid: database.pid, ownerUrl: database.ownerUrl }));
process.stdin.resume().on('end', async () => {
  await served.close();
  await database.stop();
  process.exit();
});
