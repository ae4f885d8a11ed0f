/** A copy of its own: a part of a text keeps the whole text in memory, which here is a piece of the file. */
export const detach = (text: string): string => (text.length < 13 ? text : Buffer.from(text).toString());
