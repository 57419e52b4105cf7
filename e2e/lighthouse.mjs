// `npm run lighthouse`: measures the portal as Lighthouse sees a phone on slow 4G with a quarter of this machine's speed,
// prints the figures beside the goals, and fails below them. Never part of the tests: figures of time are of a machine.
// The form is measured as the person who fills it in sees it: signed in, with a draft.
import { parseArgs } from 'node:util'
import lighthouse from 'lighthouse'
import { chromium } from 'playwright-core'
import { CHROMIUM_ARGS, findChromium } from './chromium.mjs'
import { startProduct } from './start-product.mjs'

const GOALS = { performance: 95, accessibility: 100, seo: 100, lcp: 2000, server: 15 }
const SCRIPT = { page: 30 * 1024, wizard: 60 * 1024 }
// A page of one person must not be found by search engines (`noindex`), which this audit of SEO is about.
const NOT_FOR_PRIVATE = ['is-crawlable']
const PORT = 9333
const REQUESTS = 60

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const PAGES = [
  { name: 'trang chủ', path: '/' },
  { name: 'thủ tục', path: '/thu-tuc/1.001193' },
  { name: 'nộp hồ sơ', path: '/nop-ho-so/1.001193', isForm: true },
  { name: 'tra cứu', path: '/tra-cuu' },
].filter(({ path }) => !values.only || path.includes(values.only))

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
  for (const { name, path, isForm = false } of PAGES) {
    const { url, headers } = isForm ? await openForm(path) : { url: running.address + path, headers: {} }
    const { status } = await fetch(url, { headers, redirect: 'manual' })
    if (status === 200) rows.push({ name, isForm, ...(await measure(url, headers, isForm)) })
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

/** Signs in, begins a draft, and gives the address of its first page of answers with the cookie that opens it. */
async function openForm(path) {
  const send = async (to, headers, body) => {
    const answer = await fetch(`${running.address}/api/v1${to}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${to}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const session = await send('/session', {}, { username: 'nguoidan1', password: 'motcua-demo' })
  const headers = { cookie: session.headers.getSetCookie()[0].split(';')[0] }
  const draft = await send('/drafts', headers, { procedureCode: path.split('/').at(-1), body: {} })
  const { id } = await draft.json()
  return { url: `${running.address}${path}?nhap=${id}&buoc=to-khai.nguoiYeuCau`, headers }
}

async function measure(url, headers, isForm) {
  const server = await medianOfServer(url, headers)
  const { lhr } = await lighthouse(url, {
    port: PORT,
    logLevel: 'error',
    onlyCategories: ['performance', 'accessibility', 'seo'],
    extraHeaders: headers,
    ...(isForm && { skipAudits: NOT_FOR_PRIVATE }),
  })
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`)
  // The page of signing in is not what was meant.
  if (lhr.finalDisplayedUrl !== url) throw new Error(`${url}: dẫn tới ${lhr.finalDisplayedUrl}`)
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
async function medianOfServer(url, headers) {
  const times = []
  for (let i = 0; i < REQUESTS; i++) {
    const start = performance.now()
    await (await fetch(url, { headers })).text()
    times.push(performance.now() - start)
  }
  const warm = times.slice(REQUESTS / 3).sort((a, b) => a - b)
  return warm[Math.floor(warm.length / 2)]
}

function tableOf(rows) {
  const head = ['trang', 'hiệu năng', 'tiếp cận', 'SEO', 'LCP (ms)', 'JS (kB)', 'máy chủ p50 (ms)']
  const goals = ['mục tiêu', '≥ 95', '100', '100', '≤ 2000', '≤ 30; tờ khai ≤ 60', '≤ 15']
  const lines = rows.map((row) => [
    row.name,
    row.performance,
    row.accessibility,
    row.seo,
    row.lcp,
    (row.script / 1024).toFixed(1),
    row.server.toFixed(1),
  ])
  const skipped = rows
    .filter(({ isForm }) => isForm)
    .map(({ name }) => `${name}: trang riêng của một người (noindex), không chấm ${NOT_FOR_PRIVATE}`)
  const told = rows.flatMap(({ name, failed }) => failed.map((audit) => `${name}: ${audit}`))
  return `${[head, head.map(() => '---'), goals, ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n')}\n${[...skipped, ...told].join('\n')}\n`
}

function missesOf(row) {
  const script = row.isForm ? SCRIPT.wizard : SCRIPT.page
  return [
    row.performance < GOALS.performance && `${row.name}: hiệu năng ${row.performance} < ${GOALS.performance}`,
    row.accessibility < GOALS.accessibility && `${row.name}: tiếp cận ${row.accessibility}`,
    row.seo < GOALS.seo && `${row.name}: SEO ${row.seo}`,
    row.lcp > GOALS.lcp && `${row.name}: LCP ${row.lcp} ms > ${GOALS.lcp} ms`,
    row.script > script && `${row.name}: JS ${row.script} byte > ${script} byte`,
    row.server > GOALS.server && `${row.name}: máy chủ ${row.server.toFixed(1)} ms > ${GOALS.server} ms`,
  ].filter(Boolean)
}
