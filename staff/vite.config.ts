import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const folder = fileURLToPath(new URL('.', import.meta.url))

// One program for officers (/can-bo) and administrators (/quan-tri).
export default defineConfig({
  root: folder,
  base: '/can-bo/',
  plugins: [react()],
  resolve: { conditions: ['motcua-src', 'module', 'browser', 'default'] },
  build: { outDir: 'dist/client', emptyOutDir: true, assetsDir: 'assets', chunkSizeWarningLimit: 900 },
  server: { proxy: { '/api': 'http://localhost:8080' } },
})
