import { existsSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * The browser of this machine: `MOTCUA_CHROMIUM`, or where systems put it.
 * @returns {string}
 * @throws Error with one line that says how to get one
 */
export function findChromium() {
  const named = process.env['MOTCUA_CHROMIUM']
  const found = (named ? [named] : PLACES).find((file) => existsSync(file))
  if (found) return found
  throw new Error(
    'Không tìm thấy Chromium để thử giao diện: hãy cài (Debian: apt-get install chromium) hoặc đặt MOTCUA_CHROMIUM là đường dẫn của nó.',
  )
}

/** What a browser without a screen needs; as root the sandbox cannot start. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
]
