/** The file as a whole can't be read: absent, damaged, or not the table that was asked for. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
}
