import { defineConfig } from 'vite';

/**
 * One page, one script, one style sheet, without anything inline: the coordinator serves it under a CSP that allows none.
 * `#domain` is taken from what the compiler made of it, so apps and libs are compiled first (scripts/lib/build.mjs).
 */
export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/apps/dashboard',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // An image that is inlined would need `data:` where the CSP says 'self'.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  logLevel: 'warn',
});
