// `node --import …/load-typescript.mjs main.ts` runs the sources as they are: a fault test needs no build.
import { readFile } from 'node:fs/promises'
import { register } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'
import { transformWithOxc } from 'vite'

// The hooks run in a thread of their own, which loads this file again.
if (isMainThread) register(import.meta.url)

/** Module hook of Node.js: takes the types out of TypeScript files, and the markup out of pages. */
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !/\.tsx?$/.test(url)) return next(url, context)
  const path = fileURLToPath(url)
  const { code } = await transformWithOxc(await readFile(path, 'utf8'), path, { sourcemap: false })
  return { format: 'module', source: code, shortCircuit: true }
}
