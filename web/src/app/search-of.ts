/** Takes the named parameters out of an address, as text, and leaves out what is empty or not known. */
export const searchOf =
  <Name extends string>(...names: readonly Name[]) =>
  (search: Record<string, unknown>): { [Each in Name]?: string } => {
    const found: { [Each in Name]?: string } = {};
    for (const name of names) {
      const value = search[name];
      if (value !== undefined && value !== null && value !== '') found[name] = String(value);
    }
    return found;
  };
