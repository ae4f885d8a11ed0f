/** A collection of features in pieces of some hundred kilobytes, as they are sent: what stands before them, and they. */
export function* piecesOf(head: object, texts: readonly string[]) {
  yield `${JSON.stringify(head).slice(0, -1)},"features":[`;
  for (let at = 0; at < texts.length; at += 200)
    yield `${at === 0 ? '' : ','}${texts.slice(at, at + 200).join()}`;
  yield ']}';
}
