import { expect, it } from 'vitest'
import {
  attachPhoto,
  beginFiling,
  expectSaved,
  fillChild,
  fillCopies,
  fillMother,
  fillRequester,
  goOn,
  takePhoto,
} from './birth-form.ts'
import {
  DESK,
  expectAccessible,
  expectAccessibleInBoth,
  expectFits,
  newVisitor,
  PHONE,
  picture,
  signInAs,
  TABLET,
  useBrowser,
  type Visitor,
} from './browser.ts'

useBrowser()

const look = async ({ page }: Visitor) => {
  await expectAccessibleInBoth(page)
  await expectFits(page)
}

it('shows the officer what is marked as wrong; mends one answer of the form, then a mistake of the desk', {
  timeout: 180_000,
}, async () => {
  const mother = await newVisitor(PHONE)
  await signInAs(mother, 'nguoidan5')
  const id = await fileWithMark(mother)

  const desk = await newVisitor(DESK, { reducedMotion: 'reduce' })
  const { page } = desk
  await signInAs(desk, 'tiepnhan.songhinh')
  await page.goto(`/can-bo/ho-so/${id}`)
  await page.getByText('Người khai báo sai, đúng phải là: H’Mai Niê Kđăm').waitFor()
  await look(desk)
  await picture(page, 'staff-marked-wrong')
  await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Tiếp nhận' }).click()
  await page.getByText('Đã tiếp nhận hồ sơ.').waitFor()

  // One request, which names one answer of the form.
  await act(desk, 'Yêu cầu bổ sung')
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('combobox', { name: 'Thêm mục phải sửa' }).click()
  await page
    .getByRole('option', { name: /họ, chữ đệm, tên của con/ })
    .first()
    .click()
  await drawer
    .getByLabel(/họ, chữ đệm, tên của con/)
    .first()
    .fill('Thiếu dấu ở tên')
  await drawer.getByLabel('Lý do').fill('Tên con trong tờ khai khác Giấy chứng sinh.')
  await look(desk)
  await picture(page, 'staff-supplement-request')
  await drawer.getByRole('button', { name: 'Gửi yêu cầu' }).click()
  await page.getByText('Đã gửi yêu cầu bổ sung.').waitFor()

  await mother.page.goto(`/ho-so/${id}`)
  await mother.page.getByText('Thiếu dấu ở tên').waitFor()
  await mother.page.getByRole('link', { name: 'Bổ sung hồ sơ' }).click()
  await mother.page.getByRole('heading', { name: 'Sửa trong tờ khai' }).waitFor()
  expect(await mother.page.locator('.mf-form .mf-input').count()).toBe(1)
  await mother.page.getByLabel('Họ, chữ đệm, tên của con').fill('Trần Bảo Ngọc')
  await expectAccessible(mother.page)
  await expectFits(mother.page)
  await mother.page.getByRole('button', { name: 'Gửi bổ sung' }).click()
  await mother.page.waitForURL(new RegExp(`/ho-so/${id}$`))

  await page.goto(`/can-bo/ho-so/${id}`)
  await page.locator('.mf-before').filter({ hasText: 'Tran Bao Ngoc' }).waitFor()
  await look(desk)

  // What the mother was told, and whether she has read it.
  await page.getByRole('tab', { name: 'Đã báo' }).click()
  await page.getByText(/cần bổ sung; mở hồ sơ/).waitFor()
  await page
    .getByText(/· (chưa đọc|đã đọc)/)
    .first()
    .waitFor()
  await look(desk)

  await page.getByRole('tab', { name: 'Đã cấp' }).click()
  await page.getByRole('button', { name: /^Cấp giấy tiếp nhận/ }).click()
  await page.getByRole('listitem').filter({ hasText: 'Giấy tiếp nhận hồ sơ' }).waitFor()

  // The desk wrote the telephone down wrongly: the receipt is issued again with the reason.
  await act(desk, 'Sửa sai sót tiếp nhận')
  await drawer.getByLabel('Điện thoại').fill('0900000555')
  await drawer.getByLabel('Sai ở đâu, vì sao').fill('Quầy ghi nhầm số điện thoại.')
  await look(desk)
  await drawer.getByRole('button', { name: 'Sửa', exact: true }).click()
  await page.getByText('Đã sửa; giấy tiếp nhận được cấp lại').waitFor()
  await page.getByRole('button', { name: /^Cấp lại giấy tiếp nhận/ }).click()
  await look(desk)
  await page.getByRole('button', { name: /^Cấp lại giấy tiếp nhận/ }).click()
  const again = page.getByRole('listitem').filter({ hasText: '(cấp lần 2)' })
  await again.getByText('Quầy ghi nhầm số điện thoại.').waitFor()
  const paper = await again.getByRole('link').getAttribute('href')
  expect((await desk.context.request.get(paper!)).headers()['content-type']).toBe('application/pdf')
  await look(desk)
  await picture(page, 'staff-receipt-again')
  for (const size of [TABLET, PHONE]) {
    await page.setViewportSize(size)
    await expectFits(page)
    await picture(page, `staff-receipt-again-${size.width}`)
  }
  await desk.close()
  await mother.close()
})

/** An act of the dossier, beside the others or behind the button for the rest. */
async function act({ page }: Visitor, name: string): Promise<void> {
  const more = page.getByRole('button', { name: 'Việc khác' })
  await page.getByRole('region', { name: 'Việc cần làm' }).waitFor()
  if ((await page.getByRole('button', { name, exact: true }).count()) === 0) {
    await more.click()
    await page.getByRole('menuitem', { name }).click()
  } else await page.getByRole('button', { name, exact: true }).click()
}

/** Files a birth by the wizard, and says of her own name that the register has it wrong. @returns the id */
async function fileWithMark({ page, context }: Visitor): Promise<string> {
  const { idNumber, name } = await (await context.request.get('/api/v1/me')).json()
  await beginFiling(page, '1.001193')
  await page.getByLabel('Cơ quan giải quyết').selectOption({ label: 'UBND xã Sông Hinh' })
  await goOn(page, 'Người yêu cầu')
  await page.getByRole('button', { name: 'Thông tin này sai: Họ, chữ đệm, tên' }).click()
  await page.getByLabel(/^Đúng phải là/).fill('H’Mai Niê Kđăm')
  await expectAccessible(page)
  await fillRequester(page, { idNumber })
  await goOn(page, 'Người được khai sinh')
  await fillChild(page, 'Tran Bao Ngoc')
  await goOn(page, 'Cha, mẹ')
  await fillMother(page, name)
  await goOn(page, 'Giấy tờ và bản sao')
  await fillCopies(page)
  await goOn(page, 'Giấy tờ kèm theo')
  await attachPhoto(page, 'Giấy chứng sinh', await takePhoto(page, 800, 600))
  await goOn(page, 'Nhận kết quả')
  await page.getByRole('radio', { name: 'Tại quầy' }).check()
  await goOn(page, 'Xem lại và nộp')
  await expectSaved(page)
  await page.getByRole('button', { name: 'Nộp hồ sơ', exact: true }).click()
  await page.waitForURL(/\/bien-nhan$/)
  return new URL(page.url()).pathname.split('/').at(-2)!
}
