import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What a page loads: addresses of built files, and the style sheet itself, which stands in the page. */
export type Assets = {
  script: string
  css: string
  /** Those of the first view. */
  fonts: readonly string[]
}

/** Folder of the files that browsers load, served under `/assets/`. */
export const clientFolder = fileURLToPath(new URL('../dist/client/', import.meta.url))

/** @throws Error when the browser's part has not been built (`npm run build`) */
export function readAssets(): Assets & { folder: string } {
  const file = `${clientFolder}manifest.json`
  if (!existsSync(file)) throw new Error('Chưa dựng phần chạy trên trình duyệt: hãy chạy npm run build.')
  const manifest: Record<string, { file: string; assets?: string[] }> = JSON.parse(readFileSync(file, 'utf8'))
  const style = manifest['src/portal.css']!
  return {
    folder: clientFolder,
    script: `/assets/${manifest['src/client.ts']!.file}`,
    css: readFileSync(`${clientFolder}${style.file}`, 'utf8'),
    fonts: (style.assets ?? [])
      .filter((name) => /-(latin|vietnamese)-\d+-normal.*\.woff2$/.test(name) && !name.includes('latin-ext'))
      .map((name) => `/assets/${name}`),
  }
}
