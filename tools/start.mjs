// `npm start`: prepares the checkout and serves the demo province until it is told to stop.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { prepare, root } from './prepare.mjs'

prepare()
const server = spawn(process.execPath, [join(root, 'server/dist/src/cli/main.js'), 'serve', '--demo'], {
  cwd: root,
  stdio: 'inherit',
})
// Ctrl-C reaches the server by itself; a signal sent to this process alone is passed on.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => server.kill('SIGTERM'))
server.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0)
})
