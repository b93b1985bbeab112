import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { compressFiles } from './compress-files.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const API = process.env.LOGSIEVE_URL ?? 'http://127.0.0.1:8080';

/** Small, and needed by most pages; the windows of a rule are for the pages of alerts and rules alone. */
const COMMON = /dashboard\/src\/(?:api(?!\/\S*window)|components(?!\/window-chart)|lib)\/|node_modules\/lucide-react\//;

export default defineConfig({
  root: here('.'),
  plugins: [tailwindcss(), compressFiles()],
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    // Says which files a page needs, for the test of its weight.
    manifest: true,
    target: 'es2023',
    // The content security policy lets nothing in from data URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // A page needs few files: what several of them have in common comes in one, icons and all.
        codeSplitting: { groups: [{ name: 'common', test: COMMON, minShareCount: 2 }] },
      },
      onwarn(warning, warn) {
        // Marks for a server that renders, which ours does not.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': API, '/health': API, '/ws': { target: API, ws: true } },
  },
});
