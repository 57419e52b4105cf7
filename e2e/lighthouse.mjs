// `npm run lighthouse`: measures the portal as Lighthouse sees a phone on slow 4G with a quarter of this machine's speed,
// prints the figures beside the goals, and fails below them. Never part of the tests: figures of time are of a machine.
import { parseArgs } from 'node:util'
import lighthouse from 'lighthouse'
import { chromium } from 'playwright-core'
import { CHROMIUM_ARGS, findChromium } from './chromium.mjs'
import { startProduct } from './start-product.mjs'

const GOALS = { performance: 95, accessibility: 100, seo: 100, lcp: 2000, script: 30 * 1024, server: 15 }
const PORT = 9333
const REQUESTS = 60

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const PAGES = [
  ['trang chủ', '/'],
  ['thủ tục', '/thu-tuc/1.001193'],
  ['nộp hồ sơ', '/nop-ho-so/1.001193'],
  ['tra cứu', '/tra-cuu'],
].filter(([, path]) => !values.only || path.includes(values.only))

const running = process.env.MOTCUA_E2E_URL
  ? { address: process.env.MOTCUA_E2E_URL, stop: async () => {} }
  : await startProduct()
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: [...CHROMIUM_ARGS, `--remote-debugging-port=${PORT}`],
})
const rows = []
const missing = []
try {
  for (const [name, path] of PAGES) {
    const url = running.address + path
    const { status } = await fetch(url)
    if (status === 200) rows.push({ name, ...(await measure(url)) })
    else missing.push(`${name}: trang trả lời ${status}`)
  }
} finally {
  await browser.close()
  await running.stop()
}
process.stdout.write(tableOf(rows))
const misses = [...missing, ...rows.flatMap(missesOf)]
for (const miss of misses) process.stdout.write(`Chưa đạt: ${miss}\n`)
process.exitCode = misses.length > 0 ? 1 : 0

async function measure(url) {
  const server = await medianOfServer(url)
  const { lhr } = await lighthouse(url, {
    port: PORT,
    logLevel: 'error',
    onlyCategories: ['performance', 'accessibility', 'seo'],
  })
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`)
  const score = (category) => Math.round((lhr.categories[category].score ?? 0) * 100)
  const requests = lhr.audits['network-requests'].details.items
  const failed = Object.values(lhr.categories).flatMap(({ auditRefs }) =>
    auditRefs
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9)
      .map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ''}`.trim()),
  )
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    seo: score('seo'),
    lcp: Math.round(lhr.audits['largest-contentful-paint'].numericValue),
    script: requests
      .filter(({ resourceType }) => resourceType === 'Script')
      .reduce((sum, { transferSize }) => sum + transferSize, 0),
    server,
    failed,
  }
}

/** The median time of the server for the page, in milliseconds, after it is warm. */
async function medianOfServer(url) {
  const times = []
  for (let i = 0; i < REQUESTS; i++) {
    const start = performance.now()
    await (await fetch(url)).text()
    times.push(performance.now() - start)
  }
  const warm = times.slice(REQUESTS / 3).sort((a, b) => a - b)
  return warm[Math.floor(warm.length / 2)]
}

function tableOf(rows) {
  const head = ['trang', 'hiệu năng', 'tiếp cận', 'SEO', 'LCP (ms)', 'JS (kB)', 'máy chủ p50 (ms)']
  const goals = ['mục tiêu', '≥ 95', '100', '100', '≤ 2000', '≤ 30', '≤ 15']
  const lines = rows.map((row) => [
    row.name,
    row.performance,
    row.accessibility,
    row.seo,
    row.lcp,
    (row.script / 1024).toFixed(1),
    row.server.toFixed(1),
  ])
  const told = rows.flatMap(({ name, failed }) => failed.map((audit) => `${name}: ${audit}`))
  return `${[head, head.map(() => '---'), goals, ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n')}\n${told.join('\n')}\n`
}

function missesOf(row) {
  return [
    row.performance < GOALS.performance && `${row.name}: hiệu năng ${row.performance} < ${GOALS.performance}`,
    row.accessibility < GOALS.accessibility && `${row.name}: tiếp cận ${row.accessibility}`,
    row.seo < GOALS.seo && `${row.name}: SEO ${row.seo}`,
    row.lcp > GOALS.lcp && `${row.name}: LCP ${row.lcp} ms > ${GOALS.lcp} ms`,
    row.script > GOALS.script && `${row.name}: JS ${row.script} byte > ${GOALS.script} byte`,
    row.server > GOALS.server && `${row.name}: máy chủ ${row.server.toFixed(1)} ms > ${GOALS.server} ms`,
  ].filter(Boolean)
}
