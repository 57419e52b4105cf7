import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { takePhoto } from './birth-form.ts'
import {
  DESK,
  expectAccessible,
  expectFits,
  newVisitor,
  PASSWORD,
  PHONE,
  picture,
  signInAs,
  TABLET,
  useBrowser,
} from './browser.ts'
import { completeDraft } from './complete-draft.ts'

// What people do that nobody planned for: twice, backwards, too late, too much. Texts and files that are not what
// they should be are also tried where the network dies (`network-dies.e2e.ts`) and through HTTP
// (`server/test/journeys/forged-form.test.ts`).

useBrowser()

const SUBMIT = { name: 'Nộp hồ sơ', exact: true }

it('files once and shows the receipt, however often one clicks, goes back, forward and reloads', async () => {
  const citizen = await newVisitor(PHONE)
  const { page, context } = citizen
  await signInAs(citizen, 'nguoidan21')
  const before = await dossiersOf(page)
  const address = await completeDraft(page)
  const sent = countSubmissions(page)

  await page.goto('/nop-ho-so/1.001193')
  await page.goto(address.replace('xem-lai', 'ket-qua'))
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByText('Tổng cộng').waitFor()
  const other = await context.newPage()
  other.setDefaultTimeout(15_000)
  await other.goto(address)
  await other.getByText('Tổng cộng').waitFor()

  const button = page.getByRole('button', SUBMIT)
  await button.click({ clickCount: 3, delay: 5, noWaitAfter: true })
  await page.waitForURL(/\/bien-nhan$/)
  const receipt = page.url()
  expect(sent()).toBe(1)

  // Back is the page before the last one of the form: there is nothing to fill in any more.
  await page.goBack()
  await page.waitForURL(receipt)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, 'portal/quay-lai-bien-nhan')
  await page.reload()
  await page.goBack()
  await page.waitForURL(/\/nop-ho-so\/1\.001193$/)
  await page.goForward()
  await page.waitForURL(receipt)
  expect(sent()).toBe(1)

  // The same draft in another tab, which has not heard of it: the same dossier answers.
  await other.getByRole('button', SUBMIT).click()
  await other.waitForURL(receipt)
  expect(await dossiersOf(page)).toHaveLength(before.length + 1)
  await citizen.close()
})

it('keeps everything when the session ends in the middle, and just before the last click', async () => {
  const citizen = await newVisitor(PHONE)
  const { page, context } = citizen
  await signInAs(citizen, 'nguoidan22')
  const before = await dossiersOf(page)
  const address = await completeDraft(page)

  // In the middle: what was just written waits in the browser, and is saved once the person is back.
  await page.goto(address.replace('xem-lai', 'to-khai.nguoiDuocKhaiSinh'))
  const name = page.getByLabel('Họ, chữ đệm, tên của con')
  await name.waitFor()
  await context.request.delete('/api/v1/session')
  await name.fill('Trần Gia Hân')
  await name.blur()
  await page.getByText('Phiên đăng nhập đã hết hạn').waitFor()
  expect(await name.inputValue()).toBe('Trần Gia Hân')
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, 'portal/het-phien-giua-chung')
  await page.getByLabel('Tên đăng nhập').fill('nguoidan22')
  await page.getByLabel('Mật khẩu').fill(PASSWORD)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await page.getByText(/^Đã lưu \d\d:\d\d$/).waitFor()

  await page.goto(address)
  await page.getByText('Trần Gia Hân').first().waitFor()
  await page.getByText('Tổng cộng').waitFor()
  await context.request.delete('/api/v1/session')
  await page.getByRole('button', SUBMIT).click()
  await page.getByText('Phiên đăng nhập đã hết hạn').waitFor()
  await page.getByLabel('Tên đăng nhập').fill('nguoidan23')
  await page.getByLabel('Mật khẩu').fill(PASSWORD)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  // Somebody else at the same telephone: nothing of the draft goes to him.
  await page
    .getByText(/tài khoản khác|người khác/)
    .first()
    .waitFor()
  await page.getByLabel('Tên đăng nhập').fill('nguoidan22')
  await page.getByLabel('Mật khẩu').fill(PASSWORD)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await page.getByText('Phiên đăng nhập đã hết hạn').waitFor({ state: 'detached' })
  await page.getByRole('button', SUBMIT).click()
  await page.waitForURL(/\/bien-nhan$/)
  expect(await dossiersOf(page)).toHaveLength(before.length + 1)
  await citizen.close()
})

it.each([
  [PHONE, 360],
  [TABLET, 768],
  [DESK, 1366],
])('shows a name of 5,000 characters, or from right to left, without breaking at %o', async (size, width) => {
  const citizen = await newVisitor(size)
  const { page } = citizen
  await signInAs(citizen, 'nguoidan24')
  const address = await completeDraft(page)
  await page.goto(address.replace('xem-lai', 'to-khai.nguoiDuocKhaiSinh'))
  const name = page.getByLabel('Họ, chữ đệm, tên của con')
  await name.fill('A'.repeat(5000))
  await name.blur()
  await page.getByText('“Họ, chữ đệm, tên của con” chỉ được có tối đa 100 ký tự.').waitFor()
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, `portal/ten-qua-dai-${width}`)
  await name.fill('محمد \u202eNguyễn\u200b')
  await name.blur()
  expect(await name.inputValue()).toBe('محمد Nguyễn')
  await page.getByText(/^Đã lưu \d\d:\d\d$/).waitFor()
  await page.goto(address)
  await page.getByText('محمد Nguyễn').first().waitFor()
  await expectFits(page)
  await picture(page, `portal/ten-phai-sang-trai-${width}`)

  // A file that is not what its name says.
  await page.goto(address.replace('xem-lai', 'giay-to'))
  await page.getByRole('heading', { name: 'Giấy chứng sinh' }).waitFor()
  await page.getByLabel('Chọn tệp khác: Giấy chứng sinh').setInputFiles({
    name: 'giay-chung-sinh.pdf',
    mimeType: 'application/pdf',
    buffer: await takePhoto(page, 300, 200),
  })
  await page.getByText('Nội dung tệp không đúng với đuôi .pdf của tên').waitFor()
  // What was attached before is still there.
  await page.getByRole('link', { name: 'giayChungSinh.pdf' }).waitFor()
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, `portal/tep-khong-dung-${width}`)
  await citizen.close()
})

/** Counts how often a page sends a dossier. */
function countSubmissions(page: Page): () => number {
  let sent = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === '/api/v1/dossiers') sent++
  })
  return () => sent
}

async function dossiersOf(page: Page): Promise<unknown[]> {
  const answer = await page.context().request.get('/api/v1/dossiers?limit=100')
  return (await answer.json()).items
}
