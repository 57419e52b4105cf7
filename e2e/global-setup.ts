import type { TestProject } from 'vitest/node'
import { findChromium } from './chromium.mjs'
import { startProduct } from './start-product.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    address: string
    chromium: string
    /** The file of what the product says; empty when it was started by somebody else. */
    output: string
  }
}

/** One product and one browser for all journeys. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('chromium', findChromium())
  const running = process.env['MOTCUA_E2E_URL']
  if (running) {
    project.provide('address', running)
    project.provide('output', '')
    return async () => {}
  }
  const { address, output, stop } = await startProduct()
  project.provide('address', address)
  project.provide('output', output)
  return stop
}
