import { checkBadInput } from './bad-input.ts';
import type { World } from './build/state.ts';
import { takeTurns } from './build/turns.ts';
import { checkCreations, checkNumbers, checkSteadyWalk } from './checks/creation.ts';
import { checkDarkRecords } from './checks/dark-record.ts';
import { checkDeletions } from './checks/deletion.ts';
import { checkBadMoves, checkEdits } from './checks/edit.ts';
import { checkExplanations } from './checks/explanation.ts';
import { checkBorrowedCursors, checkFilters } from './checks/filter.ts';
import { checkGis } from './checks/gis.ts';
import { checkHydrants } from './checks/hydrant.ts';
import { checkIdentities } from './checks/identity.ts';
import { tellDates, tellLinks, tellPauses, tellStatuses } from './checks/inspection-story.ts';
import { checkListsOfAll, checkSorts } from './checks/list.ts';
import { checkLive } from './checks/live.ts';
import { checkNotes } from './checks/note.ts';
import { tellOwnPlace, tellPartnerPlace, tellThirdParty, tellWithheld } from './checks/permit-story.ts';
import { checkPreviews } from './checks/preview.ts';
import { checkReads } from './checks/read.ts';
import { checkHistories, checkReports } from './checks/report.ts';
import { setStage } from './checks/scenario.ts';
import { checkSearches } from './checks/search.ts';
import { checkSheets } from './checks/sheet.ts';
import { checkSimilarities } from './checks/similar.ts';
import { checkViewAs } from './checks/view-as.ts';
import { type Client, signIn } from './client.ts';
import { type Findings, openFindings, settle } from './findings.ts';
import { buildWorld, openWorld } from './world.ts';

export interface Credentials {
  email: string;
  password: string;
}

type Step = [string, () => Promise<void>];

/** A step that throws is one disagreement; the steps after it still run. */
async function runSteps(findings: Findings, steps: Step[], log: (line: string) => void): Promise<void> {
  for (const [name, step] of steps) {
    const started = Date.now();
    const before = { checks: findings.checks, wrong: findings.disagreements.length };
    try {
      await step();
    } catch (error) {
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
      settle(findings, false, name, 'to run to its end', told);
    }
    const checks = findings.checks - before.checks;
    const wrong = findings.disagreements.length - before.wrong;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    log(`  ${name}: ${checks} checks, ${wrong} disagreements, ${seconds} s`);
  }
}

function listWorldSteps(world: World): Step[] {
  return [
    ['identities', () => checkIdentities(world)],
    ['sheets', () => checkSheets(world)],
    ['reads', () => checkReads(world, 2600)],
    ['lists', () => checkListsOfAll(world)],
    ['sorts', () => checkSorts(world)],
    ['filters', () => checkFilters(world)],
    ['cursors', () => checkBorrowedCursors(world)],
    ['searches', () => checkSearches(world)],
    ['similar', () => checkSimilarities(world)],
    ['explanations', () => checkExplanations(world, 8)],
    ['previews', () => checkPreviews(world, 6)],
    ['view as', () => checkViewAs(world)],
    ['hidden records', () => checkDarkRecords(world)],
    ['reports', () => checkReports(world)],
    ['histories', () => checkHistories(world)],
    ['edits', () => checkEdits(world, 2)],
    ['moves', () => checkBadMoves(world)],
    ['creations', () => checkCreations(world)],
    ['numbers', () => checkNumbers(world)],
    ['steady walk', () => checkSteadyWalk(world)],
    ['deletions', () => checkDeletions(world, 8)],
    ['live', () => checkLive(world)],
    ['turns', () => takeTurns(world, 14)],
    ['reads after turns', () => checkReads(world, 900)],
    ['lists after turns', () => checkListsOfAll(world)],
    ['sheets after turns', () => checkSheets(world)],
    ['dark records after turns', () => checkDarkRecords(world)],
    ['hydrants', () => checkHydrants(world, () => takeTurns(world, 10))],
    ['notes', () => checkNotes(world, () => takeTurns(world, 6))],
    ['GIS', () => checkGis(world, () => takeTurns(world, 8))],
  ];
}

async function runStage(operator: Client, seed: number, findings: Findings, log: (line: string) => void) {
  const world = await openWorld(operator, seed + 1_000_003, findings);
  const stage = await setStage(world);
  const steps: Step[] = [
    ['own place', () => tellOwnPlace(stage)],
    ['partner’s place', () => tellPartnerPlace(stage)],
    ['third party', () => tellThirdParty(stage)],
    ['withheld', () => tellWithheld(stage)],
    ['inspections', () => tellStatuses(stage)],
    ['pauses', () => tellPauses(stage)],
    ['dates', () => tellDates(stage)],
    ['links', () => tellLinks(stage)],
    ['bad input', () => checkBadInput(stage)],
  ];
  await runSteps(findings, steps, log);
}

/** Builds one random world at a server, asks it everything, and reports where it disagrees with the contract. */
export async function runWorld(
  base: string,
  operatorCredentials: Credentials,
  seed: number,
  log: (line: string) => void = () => undefined,
): Promise<Findings> {
  const findings = openFindings(seed);
  const root = base.replace(/\/+$/, '');
  const operator = await signIn(root, operatorCredentials.email, operatorCredentials.password);
  operator.who = 'operator';
  await runSteps(
    findings,
    [
      [
        'world',
        async () => {
          const world = await buildWorld(operator, seed, findings);
          await runSteps(findings, listWorldSteps(world), log);
        },
      ],
      ['stage', () => runStage(operator, seed, findings, log)],
    ],
    log,
  );
  return findings;
}
