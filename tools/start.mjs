// `npm start`: prepares the checkout and serves the demo province in this process until it is told to stop.
import { prepare } from './prepare.mjs'

prepare()
// On Ctrl-C both the terminal and npm send SIGINT; the second must not cut short the stop that the first began.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
if (process.env.npm_lifecycle_event) stopWithParent(process.ppid)
process.argv.splice(2, 0, 'serve', '--demo')
await import('../server/dist/src/cli/main.js')

/** A SIGTERM to npm ends the shell between npm and us, but does not reach us: when the shell is gone, so are we. */
function stopWithParent(parent) {
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}
