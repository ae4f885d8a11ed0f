// Sets light or dark before the first paint, so that no page flashes in the other one.
{
  let chosen = null;
  let night = null;
  try {
    chosen = localStorage.getItem('standpipe-scheme');
    night = localStorage.getItem('standpipe-night');
  } catch {
    // Storage may be closed to us; the system's scheme will do.
  }
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
  if (night && dark) document.documentElement.dataset.night = '';
}
