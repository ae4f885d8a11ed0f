const paths = {
  agency: 'M4 20V9l8-5 8 5v11M2.5 20h19M9.5 20v-5h5v5M9 11v.01M15 11v.01M12 11v.01',
  alert: 'M12 8v5M12 16.5v.01M12 3 2.5 20h19L12 3Z',
  arrowDown: 'M12 5v14M6.5 13.5 12 19l5.5-5.5',
  arrowUp: 'M12 19V5M6.5 10.5 12 5l5.5 5.5',
  bell: 'M6 10a6 6 0 1 1 12 0c0 5 2 6.5 2 6.5H4S6 15 6 10ZM10 20a2.2 2.2 0 0 0 4 0',
  calendar: 'M4 6h16v14H4V6ZM4 10.5h16M8.5 3.5v4M15.5 3.5v4',
  camera:
    'M4 8h3.500l1.500-2.500h6L16.500 8H20v11H4V8ZM12 16.500a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400Z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  checkCircle: 'm8 12.3 2.8 2.8L16 9.8M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  chevron: 'm7 10 5 5 5-5',
  columns: 'M4 5h16v14H4V5ZM9.5 5v14M14.5 5v14',
  copy: 'M9 9h11v11H9V9ZM5 15H4V4h11v1',
  cross: 'M6 6l12 12M18 6 6 18',
  crossCircle: 'm9 9 6 6M15 9l-6 6M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  dots: 'M5 12v.01M12 12v.01M19 12v.01',
  download: 'M12 4v11M7 10.5l5 5 5-5M4.5 20h15',
  edit: 'M4 20l1-4L16 5l3 3L8 19l-4 1ZM14 7l3 3',
  crosshair: 'M12 18a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM12 3v5M12 16v5M3 12h5M16 12h5',
  external: 'M9 5H5v14h14v-4M13 4h7v7M20 4l-9 9',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  eyeShut:
    'M2.5 9.5c2 3 5.3 5 9.5 5s7.5-2 9.5-5M5.2 12.6 3.5 15M9.7 14.3 9 17.5M14.3 14.3 15 17.5M18.8 12.6 20.5 15',
  filter: 'M4 6h16M7 12h10M10 18h4',
  grid: 'M4 4h7v7H4V4ZM13 4h7v7h-7V4ZM4 13h7v7H4v-7ZM13 13h7v7h-7v-7Z',
  health: 'M3 12h4l2.5-6 4.5 12 2.5-6h4.5',
  hydrant:
    'M8 20V9a4 4 0 0 1 8 0v11M6 20h12M7 9h10M5.5 12.5v3h2.5M18.5 12.5v3H16M12 5V3M12 14.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z',
  home: 'M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-5.5h4V20',
  info: 'M12 11v5.5M12 7.8v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  inspection: 'M8 4.5H5V21h14V4.5h-3M8.5 3h7v3.5h-7V3ZM8.5 13.5l2.5 2.5 4.5-5',
  key: 'M8 17a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM12.3 11.5 21 11.5M18 11.5V15M21 11.5V14',
  layers: 'm12 4 9 5-9 5-9-5 9-5ZM3.500 13.500 12 18l8.500-4.500',
  left: 'm14 7-5 5 5 5',
  link: 'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1-1',
  lock: 'M6 11h12v9H6v-9ZM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  log: 'M5 4h14v16H5V4ZM8.5 9h7M8.5 12.5h7M8.5 16h4',
  mail: 'M3.5 6h17v12h-17V6ZM4 6.5l8 6.5 8-6.5',
  map: 'M3 6.5 9 4l6 2.500 6-2.500v13.500L15 20l-6-2.500L3 20V6.500ZM9 4v13.500M15 6.500V20',
  menu: 'M4 7h16M4 12h16M4 17h16',
  minus: 'M6 12h12',
  moon: 'M20 14.2A8.2 8.2 0 0 1 9.8 4 8.2 8.2 0 1 0 20 14.2Z',
  night: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  offline: 'M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 14 0M2 8.5a14.5 14.5 0 0 1 20 0M12 19v.01M4 3l16 18',
  out: 'M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M10 16l-4-4 4-4M6 12h9',
  permit: 'M6 3h8l4 4v14H6V3ZM14 3v4h4M9 12.5h6M9 16h6',
  place: 'M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21ZM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  plus: 'M12 5v14M5 12h14',
  prePlan: 'M4 4h16v16H4V4ZM4 12h7V4M11 20v-4M14 20v-8h6',
  question:
    'M9.4 9.4a2.7 2.7 0 1 1 3.9 2.500c-.9.500-1.300 1.100-1.300 2.100M12 17v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  right: 'm10 7 5 5-5 5',
  search: 'm20 20-4.2-4.2M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z',
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM9 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  share:
    'M6 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM17.5 8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM17.5 20.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM8.2 10.8l7-3.6M8.2 13.2l7 3.6',
  sidebar: 'M4 5h16v14H4V5ZM9.5 5v14',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  system: 'M4 5h16a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1ZM9 20h6M12 16v4',
  transfer: 'M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4',
  trash: 'M5 7h14M9.5 7V4.5h5V7M7 7l.8 13h8.4L17 7M10.5 11v5.5M13.5 11v5.5',
  tray: 'M3 13h5l1.5 3h5L16 13h5M3 13l3-8h12l3 8v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-5Z',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6',
  users:
    'M9 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 19.5c.7-3.3 3-5 6.5-5s5.8 1.7 6.5 5M15.5 5.200a3.5 3.5 0 0 1 0 6.600M17.5 14.900c2.200.5 3.5 2.100 4 4.600',
  upload: 'M12 15V4M7 8.5l5-5 5 5M4.5 20h15',
} as const;

export type IconName = keyof typeof paths;

/** A line drawing beside words; it says nothing that the words don't, and so is hidden from screen readers. */
export const Icon = ({ name, size = 18 }: { name: IconName; size?: number }) => (
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

/** The drawing itself, on a sheet of 24 by 24. */
export const iconPath = (name: IconName): string => paths[name];
