import type { Page } from 'playwright-core'
import { encode } from 'uqr'
import { beforeAll, expect, inject, it } from 'vitest'
import { beginFiling } from './birth-form.ts'
import {
  DESK,
  expectAccessible,
  expectFits,
  newVisitor,
  PHONE,
  picture,
  signInAs,
  TABLET,
  useBrowser,
} from './browser.ts'
import { fileCopies } from './by-api.ts'

useBrowser()

/** A dossier of this journey's own, accepted at the ward Sông Cầu, with what its receipt says. */
let receipt: { code: string; secret: string; applicant: string }
beforeAll(async () => {
  receipt = await fileCopies()
})

it('finds a procedure by plain words and learns time, cost and papers of one’s own case', async () => {
  const visitor = await newVisitor(PHONE)
  const { page } = visitor
  await page.goto('/')
  await expectAccessible(page)
  await expectFits(page)
  await picture(page, 'portal-home-360')

  await page.getByLabel('Bạn cần làm thủ tục gì?').pressSequentially('con moi sin')
  await page.getByRole('option', { name: 'Đăng ký khai sinh', exact: true }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/thu-tuc/1.001193')
  await expectAccessible(page)
  await expectFits(page)
  await picture(page, 'portal-procedure-360')

  const result = page.locator('#ket-qua')
  await page.getByLabel('Thông thường', { exact: true }).check()
  await result.getByText('Với trường hợp của bạn').waitFor()
  expect(await result.textContent()).toContain('1 ngày làm việc')
  await page.getByLabel('Giấy cam đoan về việc sinh', { exact: true }).check()
  await result.getByText('Phải có theo câu trả lời').waitFor()
  await page.locator('[name="con.ngaySinh"]').fill('05/01/2026')
  await page.locator('[name="con.ngaySinh"]').blur()
  await page.getByLabel('Không thuộc diện miễn').check()
  await page.locator('[name="soBanSao"]').fill('2')
  await page.locator('[name="soBanSao"]').blur()
  await result.getByText('24.000 đồng').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Nộp hồ sơ trực tuyến' }).first().click()
  await page.waitForURL(/\/dang-nhap\?returnTo=%2Fnop-ho-so%2F1\.001193/)
  await signInAs(visitor, 'nguoidan1')
  await page.reload()
  await page.waitForURL('**/nop-ho-so/1.001193')
  await page.getByRole('button', { name: 'Bắt đầu khai' }).waitFor()
  await visitor.close()
})

it('leads from the National Public Service Portal over the national identity to the form', async () => {
  const citizen = await newVisitor(PHONE)
  const { page } = citizen
  await page.goto('/?vnconnect=1&MaTTHCDP=1.001193.000.00.00.H15&MaCoQuanThucHien=H15.61&MaDVC=1.001193.01')
  await page.getByRole('heading', { name: 'Định danh điện tử' }).waitFor()
  await page.getByLabel(/^Người khác/).fill('066190000001')
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.waitForURL(/\/nop-ho-so\/1\.001193\?co-quan=songhinh$/)
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, 'portal/tu-cong-quoc-gia')
  await page.getByRole('button', { name: /Bắt đầu khai|Khai hồ sơ mới/ }).click()
  await page.getByRole('heading', { name: 'Trường hợp và người nộp' }).waitFor()
  const office = page.getByLabel('Cơ quan giải quyết')
  expect(await office.locator('option:checked').textContent()).toBe('UBND xã Sông Hinh')

  // The session lasts: the next link leads to its procedure at once.
  await page.goto('/?vnconnect=1&MaTTHCDP=2.000815')
  await page.waitForURL(/\/nop-ho-so\/2\.000815$/)
  await beginFiling(page, '2.000815')
  await citizen.close()
})

it.each([
  [PHONE, 360],
  [TABLET, 768],
  [DESK, 1366],
])('says at %o what to do when the procedure is not known', async (size, width) => {
  const visitor = await newVisitor(size)
  const { page } = visitor
  await page.goto('/?vnconnect=1&MaTTHCDP=9.999999')
  await page.getByText('Mã thủ tục “9.999999” không có trong danh mục hiện hành').waitFor()
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, `portal/tu-cong-quoc-gia-khong-co-${width}`)
  await page.getByLabel('Bạn cần làm thủ tục gì?').fill('khai sinh')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Đăng ký khai sinh', exact: true }).waitFor()
  await visitor.close()
})

it('follows a dossier by scanning its receipt, and shows nothing of a person without it', async () => {
  const visitor = await newVisitor(PHONE)
  const { page } = visitor
  const qr = await photoOfQr(`https://dichvucong.example.vn/tra-cuu/${receipt.code}?secret=${receipt.secret}`)
  await page.goto('/tra-cuu')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Quét mã QR' }).click()
  await page
    .getByLabel('Chọn ảnh có mã QR')
    .setInputFiles({ name: 'qr.png', mimeType: 'image/png', buffer: qr })
  await page.waitForURL(`**/tra-cuu/${receipt.code}?secret=${receipt.secret}`)
  const text = await page.locator('main').textContent()
  expect(text).toContain('Chứng thực bản sao từ bản chính')
  expect(text).toContain('Vì sao có ngày hẹn này')
  expect(text).not.toContain(receipt.applicant)
  await expectAccessible(page)
  await expectFits(page)
  await picture(page, 'portal-tracking-360')

  await page.goto(`/tra-cuu/${receipt.code}`)
  const open = await page.locator('main').textContent()
  expect(open).toContain('Được tiếp nhận')
  expect(open).not.toContain('Chứng thực')
  expect(open).not.toContain(receipt.applicant)
  await expectAccessible(page)

  await page.goto(`/tra-cuu/${receipt.code}?secret=AAAAAAAA`)
  await page.getByRole('alert').getByText('Mã tra cứu chưa đúng').waitFor()
  await page.goto('/tra-cuu/H15.61-000101-9999')
  await page.getByText('Không có hồ sơ mang mã').waitFor()
  await expectAccessible(page)
  await visitor.close()
})

it('reads, searches, estimates and tracks without JavaScript', async () => {
  const visitor = await newVisitor(PHONE, { javaScriptEnabled: false })
  const { page } = visitor
  await page.goto('/')
  await page.getByLabel('Bạn cần làm thủ tục gì?').fill('xay nha')
  await page.getByRole('button', { name: 'Tìm kiếm' }).click()
  await page.getByRole('link', { name: /giấy phép xây dựng mới/ }).click()
  await page.getByLabel('Nhà ở riêng lẻ').check()
  await page.getByLabel('Xã', { exact: true }).check()
  await page.getByRole('button', { name: 'Xem thời hạn, chi phí và giấy tờ' }).click()
  expect(await page.locator('#ket-qua').textContent()).toMatch(/7 ngày làm việc[\s\S]*50\.000 đồng/)

  await page.goto('/tra-cuu')
  await page.getByLabel('Mã hồ sơ').fill(` ${receipt.code.toLowerCase()} `)
  await page.getByLabel('Mã tra cứu').fill(receipt.secret)
  await page.getByRole('button', { name: 'Tra cứu', exact: true }).click()
  await page.waitForURL(`**/tra-cuu/${receipt.code}?secret=${receipt.secret}`)
  await page.getByRole('heading', { name: 'Các bước đã qua' }).waitFor()
  await visitor.close()
})

const PAGES = [
  '/thu-tuc',
  '/su-kien/co-con-nho',
  '/thu-tuc/1.001193/to-khai',
  '/thu-tuc/1.001193/mau-ket-qua',
  '/so-lieu',
  '/so-lieu/cham-han',
  '/co-quan',
  '/co-quan/songcau',
  '/ngay-nghi',
  '/tro-giup',
  '/kha-nang-tiep-can',
  '/quyen-rieng-tu',
  '/khong-co-trang-nay',
  `/thu-tuc?q=${'dài '.repeat(1250)}`,
  `/thu-tuc?q=${'x'.repeat(5000)}`,
  `/thu-tuc?q=${encodeURIComponent('\u202ekhai\u200b sinh\u2066 <script>')}`,
  '/thu-tuc/%E0%A4%A',
  '/so-lieu?tu=9999-99-99',
  '/en',
  '/en/thu-tuc/1.013225',
  '/en/so-lieu',
]

it('keeps every public page accessible and within a phone, light and dark, whatever is asked', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const visitor = await newVisitor(PHONE, { colorScheme })
    for (const path of PAGES) {
      const answer = await visitor.page.goto(path)
      expect(answer?.headers()['content-type'], path).toContain('text/html')
      expect(answer?.status(), path).toBeLessThan(500)
      expect(await visitor.page.getByRole('heading', { level: 1 }).count(), path).toBe(1)
      await expectAccessible(visitor.page)
      await expectFits(visitor.page)
    }
    await visitor.close()
  }
})

it('looks right on a desk', async () => {
  const visitor = await newVisitor(DESK)
  const { page } = visitor
  for (const [path, name] of [
    ['/', 'portal-home-1366'],
    ['/thu-tuc/1.001193', 'portal-procedure-1366'],
    [`/tra-cuu/${receipt.code}?secret=${receipt.secret}`, 'portal-tracking-1366'],
    ['/so-lieu', 'portal-figures-1366'],
  ] as const) {
    await page.goto(path)
    await expectAccessible(page)
    await expectFits(page)
    await picture(page, name)
  }
  await visitor.close()

  const phone = await newVisitor(PHONE)
  await phone.page.goto('/so-lieu')
  await picture(phone.page, 'portal-figures-360')
  await phone.close()
})

/** Most that the scripts of a first view may weigh as they travel, in bytes. */
const SCRIPT_BUDGET = 30 * 1024

it('loads no more script at first than the budget, and nothing from other hosts', async () => {
  for (const path of ['/', '/thu-tuc/1.001193', '/tra-cuu', '/so-lieu']) {
    const visitor = await newVisitor(PHONE)
    const foreign: string[] = []
    visitor.page.on('request', (request) => {
      if (new URL(request.url()).origin !== inject('address')) foreign.push(request.url())
    })
    await visitor.page.goto(path, { waitUntil: 'networkidle' })
    expect(await weightOfScripts(visitor.page), path).toBeLessThanOrEqual(SCRIPT_BUDGET)
    expect(foreign.filter((url) => !url.startsWith('data:'))).toEqual([])
    await visitor.close()
  }
})

const weightOfScripts = (page: Page): Promise<number> =>
  page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter((entry) => entry.name.endsWith('.js'))
      .reduce((sum, entry) => sum + entry.encodedBodySize, 0),
  )

/** A picture of a QR code with its quiet zone, as a camera app would save it. */
async function photoOfQr(text: string): Promise<Buffer> {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const squares = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`<rect x="${x}" y="${y}" width="1" height="1"/>`] : [])),
  )
  const drawer = await newVisitor({ width: 400, height: 400 })
  await drawer.page.setContent(
    `<body style="margin:0"><svg viewBox="0 0 ${size} ${size}" width="400" shape-rendering="crispEdges">${squares.join('')}</svg>`,
  )
  const png = await drawer.page.screenshot()
  await drawer.close()
  return png
}
