import type { OptionsFilter } from '@mantine/core';

/** Suggestions with the typed words in them; none once one of them is typed in full, so that nothing is covered. */
export const suggest: OptionsFilter = ({ options, search }) => {
  const typed = search.trim().toLowerCase();
  const labels = options.filter((option) => 'value' in option);
  if (labels.some(({ label }) => label.toLowerCase() === typed)) return [];
  return labels.filter(({ label }) => label.toLowerCase().includes(typed));
};
