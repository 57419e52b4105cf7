import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import { CHROMIUM_ARGS } from './chromium.mjs'

export const PHONE = { width: 360, height: 740 }
export const TABLET = { width: 768, height: 1024 }
export const DESK = { width: 1366, height: 768 }

/** Password of every account of the demo province. */
export const PASSWORD = 'motcua-demo'

let browser: Browser | null = null

/**
 * Starts the browser for the tests of a file and closes it after them. Call once at the top of the file.
 * @param more makes further arguments of the browser
 */
export function useBrowser(more: () => Promise<string[]> = async () => []): void {
  beforeAll(async () => {
    const args = [...CHROMIUM_ARGS, ...(await more())]
    browser = await chromium.launch({ executablePath: inject('chromium'), args })
  })
  afterAll(async () => {
    await browser?.close()
    browser = null
  })
}

export type Visitor = { page: Page; context: BrowserContext; close: () => Promise<void> }

/**
 * A person with a browser of his own: no cookies, Vietnamese, the screen given. Errors of scripts and of the console
 * fail the test when the visitor is closed.
 * @param options of a Playwright context, e.g. `javaScriptEnabled: false`
 */
export async function newVisitor(
  viewport: { width: number; height: number },
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Visitor> {
  const context = await browser!.newContext({
    baseURL: inject('address'),
    viewport,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error.stack ?? error)))
  const close = async () => {
    await context.close()
    expect(errors, 'errors of the page’s scripts').toEqual([])
  }
  return { page, context, close }
}

/** Signs in through the API, so that a story can begin behind the door. */
export async function signInAs({ context }: Visitor, username: string): Promise<void> {
  const answer = await context.request.post(`${inject('address')}/api/v1/session`, {
    data: { username, password: PASSWORD },
  })
  expect(answer.status(), `sign in as ${username}`).toBe(200)
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Nothing on the page breaks WCAG 2.2 AA as far as axe can see. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axeSource)
  const found = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
    const { axe } = window as any
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    })
    type Node = { target: string[]; failureSummary: string; html: string }
    return violations.map((v: { id: string; help: string; nodes: Node[] }) => ({
      id: v.id,
      help: v.help,
      where: v.nodes
        .slice(0, 5)
        .map((n) => `${n.target.join(' ')}: ${n.failureSummary}\n${n.html.slice(0, 300)}`),
    }))
  })
  expect(found, `axe on ${page.url()}`).toEqual([])
}

/** As `expectAccessible`, for a screen of the workspace in its light and in its dark colours. */
export async function expectAccessibleInBoth(page: Page): Promise<void> {
  const wear = (scheme: string | undefined) =>
    page.evaluate((name) => {
      const { dataset } = document.documentElement
      const before = dataset['mantineColorScheme']
      dataset['mantineColorScheme'] = name
      return before
    }, scheme)
  // As when the workspace itself changes its colours.
  await page.addStyleTag({ content: '*, ::before, ::after { transition: none !important }' })
  const worn = await wear('light')
  await expectAccessible(page)
  await wear('dark')
  await expectAccessible(page)
  await wear(worn)
}

/** The page does not scroll sideways at this width. */
export async function expectFits(page: Page): Promise<void> {
  const { wide, width } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    width: document.documentElement.clientWidth,
  }))
  expect(wide, `width of ${page.url()}`).toBeLessThanOrEqual(width)
}

/** Keeps a picture in `docs/screens/` when MOTCUA_SCREENS is set; without it nothing is written. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['MOTCUA_SCREENS']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}
