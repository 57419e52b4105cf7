import { expect, it } from 'vitest'
import { attachPhoto, beginFiling, expectSaved, fillAddress, goOn, takePhoto } from './birth-form.ts'
import {
  expectAccessible,
  expectFits,
  newVisitor,
  PHONE,
  picture,
  signInAs,
  TABLET,
  useBrowser,
} from './browser.ts'

useBrowser()

it('lets a daughter ask for her mother’s social pension, begun on a telephone and filed on a tablet', {
  timeout: 120_000,
}, async () => {
  const daughter = await newVisitor(PHONE)
  await signInAs(daughter, 'nguoidan7')
  const { page } = daughter
  await beginFiling(page, '1.014027')
  await page.getByRole('radio', { name: 'Cho cha, mẹ tôi' }).check()
  await page.getByRole('textbox', { name: 'Họ và tên chủ hồ sơ' }).fill('Lê Thị Sáu')
  await page.getByRole('textbox', { name: 'Số định danh cá nhân' }).fill('06614900000')
  await page.getByRole('textbox', { name: 'Số điện thoại' }).fill('0900 000 008')
  await page.getByLabel('Cơ quan giải quyết').selectOption({ label: 'UBND xã Tây Hoà' })
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByRole('link', { name: /phải gồm đúng 12 chữ số/ }).click()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('idNumber')
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, 'portal/nop-cho-me')
  await page.keyboard.press('End')
  await page.keyboard.type('8')
  await goOn(page, 'Nội dung đề nghị')
  await page.getByRole('radio', { name: 'Hưởng trợ cấp', exact: true }).check()
  await goOn(page, 'Người hưởng trợ cấp')
  // Nothing about the daughter stands where the mother is asked about.
  expect(await page.getByRole('textbox', { name: 'Họ, chữ đệm, tên' }).inputValue()).toBe('')
  await page.getByRole('textbox', { name: 'Họ, chữ đệm, tên' }).fill('Lê Thị Sáu')
  await expectSaved(page)
  const address = page.url()
  await daughter.close()

  const later = await newVisitor(TABLET)
  await signInAs(later, 'nguoidan7')
  const tablet = later.page
  await tablet.goto('/ho-so')
  await tablet.getByRole('heading', { name: 'Đang soạn, chưa nộp' }).waitFor()
  await expectFits(tablet)
  await expectAccessible(tablet)
  await tablet.goto(address)
  await tablet.getByRole('heading', { level: 2, name: 'Người hưởng trợ cấp' }).waitFor()
  expect(await tablet.getByRole('textbox', { name: 'Họ, chữ đệm, tên' }).inputValue()).toBe('Lê Thị Sáu')
  await tablet.getByRole('textbox', { name: 'Số định danh cá nhân' }).fill('066149000008')
  await tablet.getByRole('textbox', { name: 'Ngày sinh' }).fill('15/03/1949')
  await tablet.getByRole('radio', { name: 'Nữ', exact: true }).check()
  await tablet.getByRole('textbox', { name: 'Dân tộc' }).fill('Kinh')
  await fillAddress(tablet, 'Nơi cư trú', 'Thôn Phước Mỹ')
  await tablet.getByRole('textbox', { name: 'Lương hưu' }).fill('0')
  await expectFits(tablet)
  await expectAccessible(tablet)
  await picture(tablet, 'portal/nop-cho-me-may-tinh-bang')
  await goOn(tablet, 'Nhận trợ cấp')
  await tablet.getByRole('radio', { name: 'Tiền mặt tại điểm chi trả' }).check()
  await goOn(tablet, 'Người nộp hồ sơ')
  await tablet.getByRole('radio', { name: 'Người thân' }).check()
  await tablet.getByRole('textbox', { name: 'Họ, chữ đệm, tên' }).fill('Nguyễn Thị Hạnh')
  await tablet.getByRole('textbox', { name: 'Số định danh cá nhân' }).fill('066192000007')
  await tablet.getByRole('textbox', { name: 'Quan hệ với người hưởng' }).fill('Con đẻ')
  await tablet.getByRole('textbox', { name: 'Số điện thoại' }).fill('0900000007')
  await tablet.getByLabel(/^Tôi cam đoan/).check()
  await goOn(tablet, 'Giấy tờ kèm theo')
  await attachPhoto(tablet, 'Văn bản đề nghị', await takePhoto(tablet, 600, 400))
  await goOn(tablet, 'Nhận kết quả')
  await tablet.getByRole('radio', { name: /Qua bưu chính/ }).check()
  await tablet.getByLabel('Địa chỉ nhận').fill('Thôn Phước Mỹ, xã Tây Hoà, tỉnh Đắk Lắk')
  await goOn(tablet, 'Xem lại và nộp')
  await tablet.getByText('Tổng cộng').waitFor()
  await expectFits(tablet)
  await expectAccessible(tablet)
  await picture(tablet, 'portal/nop-cho-me-xem-lai')
  await tablet.getByRole('button', { name: 'Nộp hồ sơ', exact: true }).click()
  await tablet.waitForURL(/\/bien-nhan$/)
  const id = /ho-so\/([^/]+)/.exec(tablet.url())![1]
  const filed = await (await later.context.request.get(`/api/v1/dossiers/${id}`)).json()
  expect(filed).toMatchObject({
    applicantName: 'Lê Thị Sáu',
    filedForAnother: true,
    authorisation: { relation: 'Con của chủ hồ sơ' },
    delivery: { method: 'post' },
  })
  await later.close()
})
