/** The server of bench/imports in a process of its own, so that its memory is its own: node bench/imports.child.ts <folder> */
import { readConfig } from '../server/src/config.ts';
import { startEmbedded } from '../server/src/db/embedded/embedded.ts';
import { ensureFirstOperator } from '../server/src/people/setup.ts';
import { openServer, prepareDatabase } from '../server/src/serve.ts';

const [folder = ''] = process.argv.slice(2);
const config = readConfig({
  STANDPIPE_DATA: folder,
  STANDPIPE_LOG: 'silent',
  STANDPIPE_RATE_LIMITS: 'off',
  STANDPIPE_OPERATOR_EMAIL: process.env.STANDPIPE_OPERATOR_EMAIL,
  STANDPIPE_OPERATOR_PASSWORD: process.env.STANDPIPE_OPERATOR_PASSWORD,
});
const database = await startEmbedded(folder, { log: () => {} });
await prepareDatabase(database.ownerUrl, database.appUrl);
const served = await openServer(config, database.appUrl);
await ensureFirstOperator(served.house, () => {});
const base = (await served.app.listen({ port: 0, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost');
let peak = 0;
setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 50);
process.on('message', () => {
  process.send?.({ peak });
  peak = 0;
});
process.on('disconnect', async () => {
  await served.close();
  await database.stop();
  process.exit();
});
process.send?.({ base });
