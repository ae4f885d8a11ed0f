import type { Asker } from '../http/session.ts';

/** Streams that a person, and an agency, may have open at once on one server. */
const most = { person: 60, agency: 2000 };

/** Counts the streams that are open. */
export class Admission {
  readonly #open = new Map<string, number>();

  /** Lets a stream in and answers with what lets it out again; null when there are as many as there may be. */
  enter({ person, agency }: Pick<Asker, 'person' | 'agency'>): (() => void) | null {
    const places = [
      { name: `person ${person.id}`, most: most.person },
      { name: `agency ${agency?.id}`, most: most.agency },
    ];
    if (places.some(({ name, most }) => (this.#open.get(name) ?? 0) >= most)) return null;
    for (const { name } of places) this.#open.set(name, (this.#open.get(name) ?? 0) + 1);
    return () => {
      for (const { name } of places) {
        const left = (this.#open.get(name) ?? 1) - 1;
        if (left > 0) this.#open.set(name, left);
        else this.#open.delete(name);
      }
    };
  }
}
