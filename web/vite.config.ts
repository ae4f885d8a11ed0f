import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { countyLines, countyMap, countyNames, outlinesOf, states } from './counties.build.ts';
import { routePaths } from './routes.build.ts';

/** Outlines of counties as modules, one a state, each loaded when a page first needs it. */
const outlines = (): Plugin => ({
  name: 'county-outlines',
  resolveId: {
    filter: { id: /^virtual:count(ies|y-map)/ },
    handler: (id) => `\0${id}`,
  },
  load: {
    filter: { id: /^\0virtual:count(ies|y-map)/ },
    handler: (id) => {
      if (id === '\0virtual:county-map')
        return `export default JSON.parse(${JSON.stringify(JSON.stringify(countyMap()))})`;
      const state = id.split('/')[1];
      if (state) return `export default ${JSON.stringify(outlinesOf(state))}`;
      const entries = states().map((each) => `'${each}': () => import('virtual:counties/${each}')`);
      return `export default { ${entries.join(', ')} }`;
    },
  },
});

/** Lists the pages' addresses for the server. */
const routes = (): Plugin => ({
  name: 'routes',
  generateBundle() {
    const source = JSON.stringify(routePaths(fileURLToPath(new URL('./src', import.meta.url))));
    this.emitFile({ type: 'asset', fileName: 'routes.json', source });
  },
});

export default defineConfig({
  plugins: [react(), outlines(), routes()],
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
