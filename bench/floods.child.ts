/** The server of bench/floods in a process of its own, with its limits on: node bench/floods.child.ts <folder> <folder for programs> */
import { readConfig } from '../server/src/config.ts';
import { startEmbedded } from '../server/src/db/embedded/embedded.ts';
import { openServer, prepareDatabase } from '../server/src/serve.ts';

const [folder = '', programs = ''] = process.argv.slice(2);
const database = await startEmbedded(folder, { systemDirectory: programs, log: () => {}, keepUp: true });
await prepareDatabase(database.ownerUrl, database.appUrl);
const config = readConfig({ STANDPIPE_LOG: 'silent', PORT: '0' });
const served = await openServer(config, database.appUrl);
const base = await served.app.listen({ port: 0, host: '127.0.0.1' });
console.log(JSON.stringify({ base, ownerUrl: database.ownerUrl }));
process.stdin.resume().on('end', async () => {
  await served.close();
  await database.stop();
  process.exit();
});
