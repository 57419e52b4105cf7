import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const folder = fileURLToPath(new URL('.', import.meta.url))

// Only what runs in the browser: the islands, the style sheet and its fonts. Pages are drawn by the server.
export default defineConfig({
  root: folder,
  base: '/assets/',
  resolve: {
    conditions: ['motcua-src', 'module', 'browser', 'default'],
    // The form is written once for React and Preact.
    alias: [
      { find: /^react\/jsx(-dev)?-runtime$/, replacement: 'preact/jsx-runtime' },
      { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
      { find: /^react$/, replacement: 'preact/compat' },
    ],
  },
  build: {
    outDir: 'dist/client',
    assetsDir: '.',
    emptyOutDir: true,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    rollupOptions: { input: ['src/client.ts', 'src/portal.css'] },
  },
})
