/** Our own server for bench/lists-http, sign-in and audit on, as `npm start` runs it but for the limit on requests. */
import { readConfig } from '../server/src/config.ts';
import { openServer } from '../server/src/serve.ts';

const { app } = await openServer(
  readConfig({ STANDPIPE_LOG: 'silent', STANDPIPE_RATE_LIMITS: 'off', PORT: '0' }),
  process.argv[2]!,
);
console.log(await app.listen({ port: 0, host: '127.0.0.1' }));
