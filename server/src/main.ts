import { readConfig } from './config.ts';
import { exitFor, start } from './start.ts';

/** Starts Standpipe as the environment says. Exits 78 when it cannot be configured. */
const main = async () => start(readConfig(process.env), (line) => console.log(line));

main().catch(exitFor);
