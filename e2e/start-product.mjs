import { spawn } from 'node:child_process'
import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))

/**
 * Starts the whole product with the demo province, as `npm start` serves it, in a process and a folder of its own.
 * @returns {Promise<{address: string, output: string, stop: () => Promise<void>}>} `output`: the file of what it says
 */
export async function startProduct() {
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
  const output = join(folder, 'output.txt')
  server.stderr.on('data', (chunk) => appendFileSync(output, chunk))
  const said = []
  server.stderr.on('data', (chunk) => said.push(String(chunk)))
  const ended = new Promise((resolve) => server.once('exit', () => resolve(null)))
  const address = await addressOf(server.stdout, ended, said)
  return {
    address,
    output,
    stop: async () => {
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function addressOf(output, ended, said) {
  const lines = createInterface({ input: output })
  const first = new Promise((resolve) => lines.once('line', resolve))
  const line = await Promise.race([first, ended])
  if (line === null) throw new Error(`Máy chủ không khởi động được:\n${said.join('')}`)
  return JSON.parse(line).address
}
