/** What the person at the keyboard can put right; the command ends with this sentence and no trace. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
