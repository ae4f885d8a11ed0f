let typed = '';

/** The e-mail address last typed on a page, so that the next page need not ask for it again. Never stored. */
export const typedEmail = {
  read: () => typed,
  keep: (email: string) => {
    typed = email;
  },
};
