import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { countyByFips, isState } from '../agencies/counties.ts';
import { readConfig } from '../config.ts';
import type { Database } from '../db/open.ts';
import type { ImportRun, Tally } from '../imports/batches.ts';
import { importMapped } from '../imports/mapped.import.ts';
import { importPermits } from '../imports/permits.import.ts';
import { importPlaces } from '../imports/places.import.ts';
import { presets } from '../imports/presets/presets.ts';
import { readCambridgeAddresses } from '../imports/readers/cambridge-addresses.ts';
import { readChicagoPermits } from '../imports/readers/chicago-permits.ts';
import { readRegistry } from '../imports/readers/registry.ts';
import { importRegistry } from '../imports/registry.import.ts';
import { collectRejected } from '../imports/rejected.ts';
import { findAgency } from './agency.ts';
import { withDatabase } from './database.ts';
import { Refusal } from './refusal.ts';
import { noteTeller, progressTeller, reasonTeller, reportImport } from './report.ts';

interface Common {
  readonly dryRun?: boolean;
  readonly rejected?: string;
  readonly limit?: number;
}

interface OfAgency extends Common {
  readonly agency: string;
  readonly format: string;
}

type Say = (line: string) => void;

/** Adds `standpipe import …`. Reports go to standard output, everything on the way to standard error. */
export function addImportCommands(program: Command, print: Say, say: Say): void {
  const imports = program
    .command('import')
    .description('bring in files that others publish; safe to run again');

  common(imports.command('registry'))
    .description('departments of the national fire department registry (stations file), as agencies')
    .option('--zips <file>', 'ZIP centroids (zcta, latitude, longitude), for unknown county names')
    .option('--state <code>', 'this state only, as in IL', stateCode)
    .option('--county <fips>', 'this county only, five digits as in 17097', countyCode)
    .action((file: string, options: Common & { zips?: string; state?: string; county?: string }) =>
      runImport([file, options.zips], options, print, say, async (database, run) => ({
        title: 'Agencies',
        tally: await importRegistry(
          database,
          readRegistry(file, options.zips ? { zipCentroids: options.zips } : {}),
          { state: options.state, county: options.county },
          run,
        ),
      })),
    );

  ofAgency(imports.command('places'), ['cambridge', 'cambridge-landmarks', 'san-francisco'])
    .description(
      "addresses, as places of an agency; cambridge: the city's master address list (with --parcels); cambridge-landmarks: schools, day care and the like; san-francisco: parcels",
    )
    .option('--parcels <file>', 'cambridge: parcel centroids (ML, lng, lat)')
    .option(
      '--buildings <file>',
      "cambridge: the assessor's building attributes, for occupancy, stories and year",
    )
    .action((file: string, options: OfAgency & { parcels?: string; buildings?: string }) => {
      const { parcels, buildings, format } = options;
      if (format !== 'cambridge') return importPreset(file, options, print, say);
      if (!parcels)
        throw new Refusal('--format cambridge needs --parcels: its addresses have no coordinates.');
      const sources = buildings ? { parcels, buildings } : { parcels };
      return runImport([file, parcels, buildings], options, print, say, async (database, run) => {
        const agency = await findAgency(database, options.agency);
        const tally = await importPlaces(database, agency.id, readCambridgeAddresses(file, sources), run);
        return { title: `Places of ${agency.name}`, tally };
      });
    });

  ofAgency(imports.command('permits'), ['chicago'])
    .description("permits of an agency, with their places; chicago: the city's building permits")
    .action((file: string, options: OfAgency) =>
      runImport([file], options, print, say, async (database, run) => {
        const agency = await findAgency(database, options.agency);
        const tally = await importPermits(database, agency.id, readChicagoPermits(file), run);
        return { title: `Permits of ${agency.name}`, tally };
      }),
    );

  ofAgency(imports.command('inspections'), ['toronto'])
    .description(
      'inspections of an agency, with their places; toronto: fire-code inspections of high-rise housing',
    )
    .action((file: string, options: OfAgency) => importPreset(file, options, print, say));

  ofAgency(imports.command('hydrants'), ['cambridge-hydrants', 'lake-county', 'tulsa'])
    .description('hydrants of an agency, as these governments publish them')
    .action((file: string, options: OfAgency) => importPreset(file, options, print, say));
}

/** The shipped mapping behind each format. */
const presetNames: Readonly<Record<string, string>> = {
  toronto: 'toronto-inspections',
  'san-francisco': 'san-francisco-places',
  'cambridge-landmarks': 'cambridge-places',
  'cambridge-hydrants': 'cambridge-hydrants',
  'lake-county': 'lake-county-hydrants',
  tulsa: 'tulsa-hydrants',
};
const titles = { place: 'Places', permit: 'Permits', inspection: 'Inspections', hydrant: 'Hydrants' };

/** Brings in a file by the mapping that users are offered for it too. */
function importPreset(file: string, options: OfAgency, print: Say, say: Say): Promise<void> {
  const preset = presets.find(({ id }) => id === presetNames[options.format])!;
  return runImport([file], options, print, say, async (database, run) => {
    const agency = await findAgency(database, options.agency);
    const tally = await importMapped(database, agency, file, preset, run);
    return { title: `${titles[preset.kind]} of ${agency.name}`, tally };
  });
}

const common = (command: Command): Command =>
  command
    .argument('<file>', 'a .csv or .csv.gz')
    .option('--dry-run', 'say what would happen and write nothing')
    .option('--rejected <file>', 'write the rows left out here, with the reasons');

const ofAgency = (command: Command, formats: readonly string[]): Command =>
  common(command)
    .addOption(new Option('--format <name>', 'what the file is').choices(formats).makeOptionMandatory())
    .requiredOption('--agency <name or id>', 'whose they are')
    .option('--limit <rows>', 'stop after so many rows', rowCount);

function stateCode(text: string): string {
  const code = text.toUpperCase();
  if (!isState(code)) throw new InvalidArgumentError('It is no postal code of a state.');
  return code;
}

function countyCode(text: string): string {
  if (!countyByFips(text)) throw new InvalidArgumentError('It is no FIPS code of a county (five digits).');
  return text;
}

function rowCount(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError('It must be a number from 1 on.');
  return Number(text);
}

async function runImport(
  sources: readonly [string, ...(string | undefined)[]],
  { dryRun = false, limit, rejected: rejectedFile }: Common,
  print: Say,
  say: Say,
  work: (database: Database, run: ImportRun) => Promise<{ title: string; tally: Tally }>,
): Promise<void> {
  const given = sources.filter((each) => each !== undefined);
  for (const source of given) requireReadable(source);
  if (rejectedFile) requireOther(rejectedFile, given);
  const rejected = rejectedFile ? collectRejected(sources[0], rejectedFile) : undefined;
  const began = performance.now();
  const { title, tally } = await withDatabase(readConfig(process.env), say, (database) =>
    work(database, {
      dryRun,
      limit,
      onProgress: progressTeller(say),
      onRejected: rejected?.add ?? reasonTeller(say),
      onNote: dryRun ? (line, note) => say(`line ${line}: ${note}`) : noteTeller(say),
    }),
  ).finally(() => rejected?.close());
  print(reportImport({ title, tally, dryRun, rejectedFile, milliseconds: performance.now() - began }));
}

/** A slip in a name should end the command before it starts a database. */
function requireReadable(source: string): void {
  try {
    accessSync(source, constants.R_OK);
  } catch (error) {
    throw new Refusal(`${source} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** The rejected rows must not be written over what they were rejected from. */
function requireOther(rejectedFile: string, sources: readonly string[]): void {
  if (!existsSync(dirname(rejectedFile)))
    throw new Refusal(`--rejected ${rejectedFile}: there is no folder ${dirname(rejectedFile)}.`);
  if (existsSync(rejectedFile) && sources.some((each) => realpathSync(each) === realpathSync(rejectedFile)))
    throw new Refusal('--rejected names a file that is read here: name another one.');
}
