/** The check of a field that has to be filled in. */
export const filled = (message: string) => (value: string) => (value.trim() === '' ? message : null);
