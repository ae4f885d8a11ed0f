import type { Draw } from '../random.ts';

/** Something that an answer named: its id, whose it is, and the parents in its path. */
export interface Known {
  readonly id: string;
  readonly by: string;
  readonly parents: Readonly<Record<string, string>>;
}

/** What the requests of a world have brought to light, to ask for again: ids by collection, versions by path. */
export class Pool {
  private readonly known = new Map<string, Known[]>();
  private readonly seen = new Set<string>();
  private readonly versions = new Map<string, number>();

  add(collection: string, each: Known): void {
    const key = `${collection} ${each.by} ${each.id}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const there = this.known.get(collection);
    if (there) there.push(each);
    else this.known.set(collection, [each]);
  }

  /** One of a collection: mostly one that this caller has met. Always takes two draws. */
  pick(draw: Draw, collection: string, by: string): Known | undefined {
    const all = this.known.get(collection) ?? [];
    const own = all.filter((each) => each.by === by);
    const from = draw.chance(0.8) && own.length > 0 ? own : all;
    return from[draw.below(Math.max(1, from.length))];
  }

  saw(path: string, version: number): void {
    this.versions.set(path, version);
  }

  versionOf = (path: string): number | undefined => this.versions.get(path);
}
