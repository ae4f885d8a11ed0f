import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { countyLines, countyNames } from './counties.build.ts';

export default defineConfig({
  plugins: [react()],
  define: {
    __COUNTY_LINES__: JSON.stringify(countyLines()),
    __COUNTY_NAMES__: JSON.stringify(countyNames()),
  },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': 'http://localhost:4000' } },
});
