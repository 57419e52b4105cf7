import { expect, it } from 'vitest'
import { beginFiling } from './birth-form.ts'
import {
  DESK,
  expectAccessible,
  expectFits,
  newVisitor,
  PHONE,
  picture,
  TABLET,
  useBrowser,
} from './browser.ts'

useBrowser()

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
