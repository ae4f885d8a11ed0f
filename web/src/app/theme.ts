import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  TextInput,
} from '@mantine/core';

/** The one accent: the blue of water in deep pipes. Every text on or in it keeps a contrast of 4.5 or more. */
const pipe: MantineColorsTuple = [
  '#e8f4f8',
  '#cfe6ee',
  '#a1cfde',
  '#74bbd1',
  '#58b0cb',
  '#2f91b1',
  '#177c9f',
  '#0c6a8c',
  '#08566f',
  '#054052',
];

const gray: MantineColorsTuple = [
  '#f6f8f9',
  '#edf1f3',
  '#dfe5e9',
  '#cbd4da',
  '#a9b5bd',
  '#7d8b95',
  '#596873',
  '#43515b',
  '#2a3740',
  '#17212a',
];

const dark: MantineColorsTuple = [
  '#dde4e9',
  '#b7c2ca',
  '#98a6b0',
  '#6b7a85',
  '#43525d',
  '#303d47',
  '#222d36',
  '#182129',
  '#11191f',
  '#0b1115',
];

const font =
  '"Atkinson Hyperlegible Next Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

export const theme = createTheme({
  primaryColor: 'pipe',
  primaryShade: { light: 7, dark: 7 },
  colors: { pipe, gray, dark },
  black: '#17212a',
  fontFamily: font,
  headings: { fontFamily: font, fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  // Sizes for gloves and small screens: 42 px high, and 16 px of type, below which phones zoom in.
  components: {
    Button: Button.extend({ defaultProps: { size: 'md' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'md' } }),
  },
});

/** Where Mantine's own colours of small text fall short of AA, ours stand instead. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-placeholder': gray[6],
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': pipe[7],
    '--page': gray[0],
    '--surface': '#ffffff',
    '--line': gray[2],
    '--field-line': gray[5],
    '--hover': gray[1],
    '--tint': pipe[1],
    '--on-tint': pipe[9],
    '--good': '#1f6f43',
    '--warn': '#8a5300',
    '--bad': '#b3261e',
    '--bad-ground': '#fdf1f0',
    '--bad-line': '#efc4c0',
  },
  dark: {
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-placeholder': dark[2],
    '--mantine-color-error': '#ff9a92',
    '--mantine-color-anchor': pipe[3],
    '--page': dark[8],
    '--surface': dark[7],
    '--line': dark[5],
    '--field-line': dark[3],
    '--hover': dark[6],
    '--tint': pipe[8],
    '--on-tint': '#ffffff',
    '--good': '#7fd1a1',
    '--warn': '#e3b25c',
    '--bad': '#ff9a92',
    '--bad-ground': '#2d1a1c',
    '--bad-line': '#5c2f30',
  },
});
