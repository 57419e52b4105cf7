// Measures the officers' workspace in a real browser against a server that runs:
//   node bench/staff.mjs http://localhost:8080 chuyenvien.songhinh
import { get } from 'node:http'
import { chromium } from 'playwright-core'

const [address = 'http://localhost:8080', username = 'chuyenvien.songhinh'] = process.argv.slice(2)
const password = process.env.MOTCUA_PASSWORD ?? 'motcua-demo'
const ROWS = 10_000

const browser = await chromium.launch({
  executablePath: process.env.MOTCUA_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})

const rows = []
const tell = (what, value, goal, ok) => rows.push({ what, value, goal, ok: ok ? 'đạt' : 'CHƯA ĐẠT' })

async function visitor() {
  const context = await browser.newContext({ baseURL: address, viewport: { width: 1366, height: 768 } })
  const answer = await context.request.post('/api/v1/session', { data: { username, password } })
  if (!answer.ok()) throw new Error(`Không đăng nhập được bằng ${username}: ${answer.status()}`)
  return { context, page: await context.newPage() }
}

/** What travels until the first screen stands: programs, styles, fonts, without answers of the API. */
async function firstLoad() {
  const { context, page } = await visitor()
  // What is asked for after the first rows stand is for later screens.
  await page.addInitScript(() => {
    const watch = (_, watcher) => {
      if (!document.querySelector('[role=grid] tbody tr[id]')) return
      window.standsAt = performance.now()
      watcher.disconnect()
    }
    new MutationObserver(watch).observe(document, { childList: true, subtree: true })
  })
  await page.goto('/can-bo', { waitUntil: 'networkidle' }).catch(() => {})
  await page.locator('[role=grid] tbody tr[id]').first().waitFor()
  const files = await page.evaluate(() =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .filter((entry) => !entry.name.includes('/api/'))
      .map((entry) => ({
        name: entry.name,
        size: entry.encodedBodySize,
        isFirst: entry.startTime < window.standsAt,
      })),
  )
  const sizeOf = (some) => some.reduce((sum, { size }) => sum + size, 0)
  const first = files.filter((file) => file.isFirst)
  const program = first.filter(({ name }) => /\.(js|css)$/.test(name))
  const code = (await Promise.all(program.map(({ name }) => gzipSize(name)))).reduce((a, b) => a + b, 0)
  const kB = (bytes) => `${Math.round(bytes / 1000)} kB`
  tell('tải lần đầu, JS và CSS (gzip)', kB(code), '≤ 300 kB', code <= 300_000)
  tell('tải lần đầu, JS và CSS, như trình duyệt nhận', kB(sizeOf(program)), '', true)
  tell('tải lần đầu, cả phông chữ, như trình duyệt nhận', kB(sizeOf(first)), '', true)
  tell('tải sẵn cho màn hình sau, khi máy rảnh', kB(sizeOf(files) - sizeOf(first)), '', true)
  await context.close()
}

/** Bytes of a file as the server sends it with gzip, in which the limit is set; the browser may choose another. */
const gzipSize = (url) =>
  new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      let size = 0
      answer.on('data', (chunk) => {
        size += chunk.length
      })
      answer.on('end', () => resolve(size))
    }).on('error', reject)
  })

/** From the key or click until the heading of the next screen and what it reads stand; median of some. */
async function switches() {
  const { context, page } = await visitor()
  await page.goto('/can-bo')
  await page.getByRole('grid').waitFor()
  const timed = async (act, ready) => {
    const start = performance.now()
    await act()
    await ready()
    return performance.now() - start
  }
  const grid = () => page.locator('[role=grid] tbody tr[id]').first().waitFor()
  const times = { 'hàng đợi → hồ sơ': [], 'hồ sơ → hàng đợi': [], 'hàng đợi → hàng đợi khác': [] }
  // Two queues that have rows, else switching would measure an empty list.
  const tabs = page.locator('.tab:not([data-empty])')
  if ((await tabs.count()) < 2) throw new Error(`${username} phải có ít nhất hai hàng đợi có hồ sơ`)
  await tabs.first().click()
  for (let i = 0; i < 6; i++) {
    await grid()
    const rows = await page.locator('[role=grid] tbody tr[id]').count()
    times['hàng đợi → hồ sơ'].push(
      await timed(
        () =>
          page
            .locator('[role=grid] tbody tr[id]')
            .nth(i % rows)
            .click({ position: { x: 300, y: 10 } }),
        () => page.getByRole('tab', { name: 'Tờ khai' }).waitFor(),
      ),
    )
    times['hồ sơ → hàng đợi'].push(
      await timed(() => page.getByRole('link', { name: 'Về hàng đợi' }).click(), grid),
    )
    times['hàng đợi → hàng đợi khác'].push(
      await timed(() => tabs.and(page.locator(':not([data-current])')).first().click(), grid),
    )
  }
  for (const [what, list] of Object.entries(times)) {
    // The first time a screen's own program is loaded too.
    const median = list.slice(1).sort((a, b) => a - b)[2]
    tell(
      `chuyển màn hình: ${what}`,
      `${Math.round(median)} ms (lần đầu ${Math.round(list[0])})`,
      '≤ 200 ms',
      median <= 200,
    )
  }
  await context.close()
}

/** A queue of many rows, made of the rows of a real one under other ids, scrolled from end to end. */
async function scrolling() {
  const { context, page } = await visitor()
  await page.route(/\/api\/v1\/dossiers\?queue=/, async (route) => {
    const response = await route.fetch()
    const { items } = await response.json()
    const many = Array.from({ length: ROWS }, (_, i) => ({ ...items[i % items.length], id: `row-${i}` }))
    await route.fulfill({ json: { items: many, next: null } })
  })
  await page.goto('/can-bo?hang=unit')
  await page.locator('[role=grid] tbody tr[id]').first().waitFor()
  const frames = await page.evaluate(async () => {
    const scroller = document.querySelector('[role=grid]').parentElement
    const times = []
    const start = performance.now()
    while (performance.now() - start < 5000) {
      await new Promise((next) => requestAnimationFrame(next))
      times.push(performance.now())
      scroller.scrollTop += 120
    }
    const gaps = times
      .slice(1)
      .map((time, i) => time - times[i])
      .sort((a, b) => a - b)
    return {
      rate: (1000 * gaps.length) / (times.at(-1) - times[0]),
      slowest: gaps[Math.floor(gaps.length * 0.95)],
    }
  })
  tell(
    `cuộn hàng đợi ${ROWS.toLocaleString('vi')} dòng`,
    `${frames.rate.toFixed(0)} hình/giây (95% trong ${frames.slowest.toFixed(0)} ms)`,
    '≥ 50 hình/giây',
    frames.rate >= 50,
  )
  await context.close()
}

/** What a screen that stays open all day keeps: after each round of work, all that nobody needs is collected. */
async function memory() {
  const { context, page } = await visitor()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Performance.enable')
  const kept = async () => {
    await devtools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    const of = (name) => metrics.find((metric) => metric.name === name).value
    return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') }
  }
  await page.goto('/can-bo')
  const grid = () => page.locator('[role=grid] tbody tr[id]').first().waitFor()
  const tabs = page.locator('.tab:not([data-empty])')
  const work = async () => {
    for (let i = 0; i < DOSSIERS_A_ROUND; i++) {
      await grid()
      const count = await page.locator('[role=grid] tbody tr[id]').count()
      const row = page.locator('[role=grid] tbody tr[id]').nth(i % count)
      await row.click({ position: { x: 300, y: 10 } })
      await page.getByRole('tab', { name: 'Tờ khai' }).waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByRole('link', { name: 'Về hàng đợi' }).click()
      await grid()
      await tabs.and(page.locator(':not([data-current])')).first().click()
    }
    await grid()
  }
  // The first rounds load programs and fill what is remembered.
  await work()
  await work()
  const before = await kept()
  for (let round = 0; round < ROUNDS; round++) await work()
  const after = await kept()
  const dossiers = ROUNDS * DOSSIERS_A_ROUND
  const MB = (bytes) => (bytes / 1e6).toFixed(1)
  const grown = after.heap - before.heap
  tell(
    `bộ nhớ JS sau ${dossiers} lần mở hồ sơ`,
    `${MB(after.heap)} MB (lúc đầu ${MB(before.heap)} MB)`,
    '≤ 100 kB mỗi hồ sơ',
    grown <= dossiers * 100_000,
  )
  tell(
    `phần tử và bộ nghe sự kiện sau ${dossiers} lần mở hồ sơ`,
    `${after.nodes}, ${after.listeners} (lúc đầu ${before.nodes}, ${before.listeners})`,
    'không tăng',
    after.nodes <= before.nodes * 1.2 && after.listeners <= before.listeners * 1.2,
  )
  await context.close()
}

const DOSSIERS_A_ROUND = 10
const ROUNDS = 10

await firstLoad()
await switches()
await scrolling()
await memory()
await browser.close()
console.table(rows)
