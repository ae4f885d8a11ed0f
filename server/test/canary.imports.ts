import type { Canaries, Name } from './canary.world.ts';

/** Lets an agency upload a file that carries tokens in its name, its columns and its cells. Nothing of it is run. */
export async function plantImport(all: Canaries, agency: Name): Promise<void> {
  const name = `${agency} import`;
  const of = (field: string) => all.token(name, field);
  const text = `${of('columns')},${of('columns')}\n${of('cells')},${of('cells')}\n`;
  const answer = await all.by[agency].admin.post(`/imports?kind=place&name=${of('file')}`, text, {
    headers: { 'content-type': 'text/csv' },
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  all.note(name, 'import', agency, answer.body.id);
}
