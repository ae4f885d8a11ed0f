/** 500 agencies with 20 partners each, permits among them, and random questions: may this agency view this permit? */
import {
  type AgencyId,
  agencyId,
  type Levels,
  type Permission,
  permissions,
  type Subject,
  type Viewer,
} from '@standpipe/policy';

/** A permit's facts, by number for the floor and by name for the rest. */
export interface Paper {
  readonly index: number;
  readonly author: number;
  readonly owner: number;
  readonly subject: Subject<'author' | 'placeOwner'> & {
    readonly parties: { readonly author: AgencyId; readonly placeOwner: AgencyId };
    readonly withheld: boolean;
    readonly placeWithheld: boolean;
  };
}

export interface Question {
  readonly asker: number;
  readonly paper: Paper;
}

export interface DecideWorld {
  readonly agencies: readonly AgencyId[];
  /** Each agency as it asks, with the grants addressed to it. */
  readonly viewers: readonly Viewer[];
  readonly papers: readonly Paper[];
  readonly questions: readonly Question[];
  readonly grants: number;
}

/** Numbers in [0, 1) that come out the same for the same seed. */
export function diceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const count = 500;
const partners = 20;

/** The world of one seed. Half of the questions come from the permit's neighbours, or nearly every answer were no. */
export function makeWorld(seed: number, papersWanted: number, questionsWanted: number): DecideWorld {
  const dice = diceOf(seed);
  const below = (limit: number) => Math.floor(dice() * limit);
  const hex = (digits: number) => Array.from({ length: digits }, () => below(16).toString(16)).join('');
  const agencies = Array.from({ length: count }, () =>
    agencyId(`${hex(8)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`),
  );
  for (const [at, id] of agencies.entries()) agencies[at] = JSON.parse(JSON.stringify(id));
  const near = (at: number) => (at + 1 + below(2 * partners)) % count;
  const received = agencies.map(() => new Map<AgencyId, Levels>());
  let grants = 0;
  for (const [grantor, id] of agencies.entries()) {
    const chosen = new Set<number>();
    while (chosen.size < partners) chosen.add(near(grantor));
    for (const partner of chosen) {
      const levels: { -readonly [M in keyof Levels]: Levels[M] } = {};
      if (dice() < 0.7) levels.permits = 'view';
      if (dice() < 0.4) levels.addressShareModule = dice() < 0.5 ? 'permit' : 'fireInspectionAndPermit';
      received[partner]!.set(id, levels);
      grants++;
    }
  }
  const held = new Set<Permission>(permissions);
  const viewers = agencies.map((agency, at) => ({ agency, permissions: held, received: received[at]! }));
  const papers = Array.from({ length: papersWanted }, (_, at): Paper => {
    const author = below(count);
    const owner = dice() < 0.15 ? near(author) : author;
    return {
      index: at,
      author,
      owner,
      subject: {
        parties: { author: agencies[author]!, placeOwner: agencies[owner]! },
        withheld: dice() < 0.05,
        placeWithheld: dice() < 0.05,
      },
    };
  });
  const questions = Array.from({ length: questionsWanted }, (): Question => {
    const paper = papers[below(papers.length)]!;
    const asker = dice() < 0.1 ? paper.author : dice() < 0.5 ? near(paper.owner) : below(count);
    return { asker, paper };
  });
  return { agencies, viewers, papers, questions, grants };
}
