const paths = {
  alert: 'M12 8v5M12 16.5v.01M12 3 2.5 20h19L12 3Z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  checkCircle: 'm8 12.3 2.8 2.8L16 9.8M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  chevron: 'm7 10 5 5 5-5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  eyeShut:
    'M2.5 9.5c2 3 5.3 5 9.5 5s7.5-2 9.5-5M5.2 12.6 3.5 15M9.7 14.3 9 17.5M14.3 14.3 15 17.5M18.8 12.6 20.5 15',
  info: 'M12 11v5.5M12 7.8v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  moon: 'M20 14.2A8.2 8.2 0 0 1 9.8 4 8.2 8.2 0 1 0 20 14.2Z',
  offline: 'M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 14 0M2 8.5a14.5 14.5 0 0 1 20 0M12 19v.01M4 3l16 18',
  out: 'M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M10 16l-4-4 4-4M6 12h9',
  search: 'm20 20-4.2-4.2M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  system: 'M4 5h16a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1ZM9 20h6M12 16v4',
  tray: 'M3 13h5l1.5 3h5L16 13h5M3 13l3-8h12l3 8v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-5Z',
} as const;

/** A line drawing beside words; it says nothing that the words don't, and so is hidden from screen readers. */
export const Icon = ({ name, size = 18 }: { name: keyof typeof paths; size?: number }) => (
  <svg
    className="icon"
    aria-hidden="true"
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={1.8}
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <path d={paths[name]} />
  </svg>
);
