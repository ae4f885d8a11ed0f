/**
 * Things that wait, given out so that each group has a turn before any has its second, and within a group each member:
 * who lets a thousand things wait delays others by one.
 */
export class FairLine<T> {
  readonly #groups = new Map<string, Map<string, T[]>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** How many things of a group wait. */
  sizeOf(group: string): number {
    let size = 0;
    for (const items of this.#groups.get(group)?.values() ?? []) size += items.length;
    return size;
  }

  add(group: string, member: string, item: T): void {
    const members = this.#groups.get(group) ?? new Map<string, T[]>();
    const items = members.get(member) ?? [];
    items.push(item);
    members.set(member, items);
    this.#groups.set(group, members);
    this.#size += 1;
  }

  /** The next thing; its group and member go to the end. */
  take(): T | undefined {
    const [group, members] = this.#groups.entries().next().value ?? [];
    if (group === undefined || !members) return undefined;
    const [member, items] = members.entries().next().value!;
    const item = items.shift()!;
    members.delete(member);
    if (items.length > 0) members.set(member, items);
    this.#groups.delete(group);
    if (members.size > 0) this.#groups.set(group, members);
    this.#size -= 1;
    return item;
  }
}
