import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import {
  DESK,
  expectAccessibleInBoth,
  expectFits,
  newVisitor,
  PHONE,
  picture,
  signInAs,
  TABLET,
  useBrowser,
} from './browser.ts'

useBrowser()

const HEADERS = [
  'Họ và tên',
  'Số định danh',
  'Điện thoại',
  'Nơi cư trú',
  'Loại bản sao',
  'Bản chính: Tên giấy tờ, văn bản',
  'Bản chính: Nơi cấp',
  'Bản chính: Tên cơ quan, tổ chức cấp',
  'Bản chính: Số trang của bản chính',
  'Bản chính: Số bản sao',
  'Bản chính không bị tẩy xoá, hư hỏng, không đóng dấu mật hoặc ghi không được sao chụp',
  'Tôi chịu trách nhiệm về nội dung, tính hợp lệ, hợp pháp của bản chính',
]
const HOME = 'Khu phố Long Hải, phường Sông Cầu, tỉnh Đắk Lắk'
const school = ['Bản sao giấy', 'Học bạ', 'Cơ quan, tổ chức Việt Nam', 'Trường THCS Sông Cầu', '12']
const row = (name: string, idNumber: string, copies: string) => [
  ...[name, idNumber, '0900000411', HOME, ...school, copies, 'Có', 'Có'],
]
const PEOPLE = [
  row('Lê Thị Ánh', '054190900011', '2'),
  row('Phan Văn Bảy', '0541909', '1'),
  row('Đỗ Minh Châu', '054088900012', 'hai'),
  row('Hồ Quốc Dũng', '054092900013', '1'),
]

it('receives a group from a spreadsheet: every wrong row with its reason, the others with their codes', {
  timeout: 120_000,
}, async () => {
  const desk = await newVisitor(DESK, { reducedMotion: 'reduce' })
  const { page } = desk
  const look = async () => {
    await expectAccessibleInBoth(page)
    await expectFits(page)
  }
  await signInAs(desk, 'tiepnhan.songcau')
  await page.goto('/can-bo/nhan-danh-sach')
  await page.getByRole('combobox', { name: 'Thủ tục' }).fill('bản sao từ bản chính')
  await page.getByRole('option').first().click()
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Tải tệp mẫu' }).click()
  // A spreadsheet is a ZIP file.
  expect(
    readFileSync(await (await coming).path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')

  const choose = page.getByRole('button', { name: 'Chọn tệp và kiểm tra' })
  expect(await choose.isDisabled()).toBe(true)
  await page.getByLabel(/^Tôi đã kiểm/).check()
  await look()
  await give([HEADERS.slice(1), ...PEOPLE.map((cells) => cells.slice(1))])
  await page.getByText(/Tệp thiếu cột “Họ và tên”/).waitFor()
  await give([HEADERS, ...PEOPLE])
  await page.getByText(/^2 dòng nhận được, 2 dòng có lỗi/).waitFor()
  const line = (number: number) => page.getByRole('row', { name: new RegExp(`^${number} `) })
  await line(3).getByText('Có lỗi, bỏ qua').waitFor()
  expect(await line(3).innerText()).toMatch(/định danh/i)
  expect(await line(4).innerText()).toMatch(/Số bản sao/)
  await look()
  await picture(page, 'intake-group')
  for (const size of [TABLET, PHONE]) {
    await page.setViewportSize(size)
    await expectFits(page)
    await picture(page, `intake-group-${size.width}`)
  }
  await page.setViewportSize(DESK)

  await page.getByRole('button', { name: 'Nhận 2 hồ sơ' }).click()
  await page.getByText('Đã nhận 2 hồ sơ, bỏ qua 2 dòng có lỗi.').waitFor()
  await look()
  // The list is found again, and its receipts are one print.
  await page.reload()
  await page.getByText('Đã nhận 2 hồ sơ, bỏ qua 2 dòng có lỗi.').waitFor()
  await page.getByRole('button', { name: 'In 2 giấy tiếp nhận' }).click()
  await page.getByText('Đã cấp 2 giấy tiếp nhận.').waitFor()
  await look()
  const file = await page.getByRole('link', { name: 'Mở tệp in' }).getAttribute('href')
  const pdf = await (await desk.context.request.get(file!)).body()
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  await page.getByRole('button', { name: 'In cả tệp' }).click()
  const printed = page.frameLocator('#motcua-print').locator('img')
  await printed.first().waitFor({ state: 'attached' })
  expect(await printed.count()).toBe(2)
  await line(2)
    .getByRole('link', { name: /^H15\.63-/ })
    .click()
  await page.getByText('Lê Thị Ánh').first().waitFor()
  await page.getByText('Học bạ').first().waitFor()
  await desk.close()

  async function give(table: readonly (readonly string[])[]): Promise<void> {
    const csv = table.map((cells) => cells.map((text) => `"${text}"`).join(',')).join('\r\n')
    const buffer = Buffer.from(`\uFEFF${csv}`)
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'danh-sach.csv', mimeType: 'text/csv', buffer })
  }
})
