import { startEmbedded } from '../src/db/embedded/embedded.ts';

// A Node of its own for the tests that kill one, or need another user: starts the database, prints where it is
// as one line of JSON, and stops it when its standard input ends; any input makes it exit without stopping it.
// Arguments: data directory, system directory.
const [directory = '', systemDirectory = ''] = process.argv.slice(2);
try {
  const database = await startEmbedded(directory, { systemDirectory, log: (line) => console.error(line) });
  console.log(JSON.stringify(database));
  process.stdin.on('data', () => process.exit());
  process.stdin.on('end', () => database.stop());
} catch (error) {
  console.error(`${(error as Error).name}: ${(error as Error).message}`);
  process.exitCode = 78;
}
