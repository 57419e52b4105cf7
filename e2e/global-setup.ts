import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { findChromium } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    address: string
    chromium: string
  }
}

const root = fileURLToPath(new URL('../', import.meta.url))

/** The whole product with the demo province, as `npm start` serves it, in a process and a folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('chromium', findChromium())
  if (process.env['MOTCUA_E2E_URL']) {
    project.provide('address', process.env['MOTCUA_E2E_URL'])
    return async () => {}
  }
  const folder = mkdtempSync(join(tmpdir(), 'motcua-e2e-'))
  // The embedded database runs as another user when we are root, and must be able to pass.
  chmodSync(folder, 0o711)
  const server = spawn(
    process.execPath,
    [join(root, 'server/dist/src/cli/main.js'), 'serve', '--demo', '--json'],
    {
      env: { ...process.env, PORT: '0', MOTCUA_DATA: folder, DATABASE_URL: '', MOTCUA_LOG_LEVEL: 'error' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const said: string[] = []
  server.stderr.on('data', (chunk) => said.push(String(chunk)))
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  project.provide('address', await addressOf(server.stdout, ended, said))
  return async () => {
    server.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

async function addressOf(
  output: NodeJS.ReadableStream,
  ended: Promise<void>,
  said: readonly string[],
): Promise<string> {
  const lines = createInterface({ input: output })
  const first = new Promise<string>((resolve) => lines.once('line', resolve))
  const line = await Promise.race([first, ended.then(() => null)])
  if (line === null) throw new Error(`Máy chủ không khởi động được:\n${said.join('')}`)
  return JSON.parse(line).address
}
