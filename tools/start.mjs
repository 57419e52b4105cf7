// `npm start`: prepares the checkout and serves the demo province in this process until it is told to stop.
import { prepare } from './prepare.mjs'

// Known before the preparation, which may outlast npm.
const parent = process.ppid
prepare()
stopInOrder()
process.argv.splice(2, 0, 'serve', '--demo')
await import('../server/dist/src/cli/main.js')

/**
 * The server stops in order at its first signal, once it serves. This adds what npm and the terminal need:
 * on Ctrl-C both send SIGINT, and the second must not cut the stop short; a SIGTERM to npm ends the shell between
 * npm and us but does not reach us; and a signal during the start must not leave half a demo province behind.
 */
function stopInOrder() {
  let isAsked = false
  const ask = () => {
    const isServing = process.listenerCount('SIGTERM') > 1
    if (!isAsked && !isServing) process.stderr.write('Sẽ dừng ngay khi khởi động xong…\n')
    isAsked = true
  }
  process.on('SIGINT', ask)
  process.on('SIGTERM', ask)
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event && process.ppid !== parent) ask()
    if (!isAsked || process.listenerCount('SIGTERM') === 1) return
    clearInterval(watch)
    process.emit('SIGTERM')
  }, 300)
  watch.unref()
}
