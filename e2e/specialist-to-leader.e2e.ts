import { request } from 'playwright-core'
import { expect, inject, it } from 'vitest'
import {
  DESK,
  expectAccessibleInBoth,
  expectFits,
  newVisitor,
  PASSWORD,
  PHONE,
  picture,
  signInAs,
  TABLET,
  useBrowser,
  type Visitor,
} from './browser.ts'
import { signOnScreen } from './sign.ts'

useBrowser()

const PROCEDURE = '2.000815'

/** Files a certified copy for the commune Sông Hinh, as a citizen does online for himself. @returns the id */
async function fileDossier(): Promise<string> {
  const citizen = await request.newContext({ baseURL: inject('address') })
  await citizen.post('/api/v1/session', { data: { username: 'nguoidan3', password: PASSWORD } })
  const { name, idNumber, phone } = await (await citizen.get('/api/v1/me')).json()
  const example = await (await citizen.get(`/api/v1/procedures/${PROCEDURE}/example`)).json()
  const filed = await citizen.post('/api/v1/dossiers', {
    data: { ...example, applicant: { name, idNumber, phone } },
  })
  expect(filed.status(), await filed.text()).toBe(201)
  const { id } = await filed.json()
  await citizen.dispose()
  return id
}

const working = async (username: string, size = DESK): Promise<Visitor> => {
  const visitor = await newVisitor(size, { reducedMotion: 'reduce' })
  await signInAs(visitor, username)
  return visitor
}

async function look({ page }: Visitor): Promise<void> {
  await expectAccessibleInBoth(page)
  await expectFits(page)
}

const said = (visitor: Visitor, text: string | RegExp) => visitor.page.getByText(text).first().waitFor()

it('goes from the desk over the specialist and the leader to the hand-over', async () => {
  const id = await fileDossier()

  const desk = await working('tiepnhan.songhinh')
  await desk.page.goto('/can-bo?hang=intake')
  await desk.page.getByRole('grid').waitFor()
  await look(desk)
  await desk.page.goto(`/can-bo/ho-so/${id}`)
  await desk.page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()
  await desk.page.getByRole('dialog').getByLabel('Ghi chú').fill('Đủ giấy tờ.')
  await look(desk)
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Tiếp nhận' }).click()
  await said(desk, 'Đã tiếp nhận hồ sơ.')
  await desk.page.getByText('Được tiếp nhận').first().waitFor()
  const heading = desk.page.getByRole('heading', { level: 1, name: /^H15\./ })
  await heading.waitFor()
  const code = await heading.innerText()

  // The specialist finds it by keys alone: a filter, the row, Enter; claims it and is done with the usual outcome.
  const specialist = await working('chuyenvien.songhinh')
  await specialist.page.goto('/can-bo?hang=unit')
  await specialist.page.getByRole('grid').waitFor()
  await picture(specialist.page, 'staff-queue')
  await look(specialist)
  await specialist.page.keyboard.press('f')
  await specialist.page.keyboard.type(code)
  await specialist.page.getByRole('row').filter({ hasText: code }).waitFor()
  await specialist.page.getByRole('grid').focus()
  await specialist.page.keyboard.press('ArrowDown')
  await specialist.page.keyboard.press('Space')
  await specialist.page.getByText('Đã chọn 1').waitFor()
  await look(specialist)
  // A quick hand: the second key comes before the page is there.
  await specialist.page.keyboard.press('Enter')
  await specialist.page.keyboard.press('c')
  await specialist.page.getByRole('heading', { level: 1, name: code }).waitFor()
  await said(specialist, 'Đã nhận việc.')
  await specialist.page.getByRole('button', { name: 'Trả lại việc' }).waitFor()
  await specialist.page.getByLabel('Chưa tới').first().waitFor({ state: 'attached' })
  await picture(specialist.page, 'staff-dossier')
  await look(specialist)
  await specialist.page.getByRole('tab', { name: 'Ai xem' }).click()
  await specialist.page.getByText('Cán bộ tiếp nhận, UBND xã Sông Hinh').first().waitFor()
  await look(specialist)
  await specialist.page.getByRole('tab', { name: 'Quy trình' }).click()
  await specialist.page.getByRole('button', { name: 'Xem hình vẽ quy trình' }).click()
  await specialist.page.locator('.drawing .is-now').first().waitFor()
  await look(specialist)
  await specialist.page.keyboard.press('Escape')
  await specialist.page.locator('.drawing').waitFor({ state: 'detached' })
  await specialist.page.keyboard.press('Control+Enter')
  await said(specialist, /Bản sao đúng với bản chính/)

  // The leader, on a phone: sends it back once with a word, and signs when it comes again.
  const leader = await working('lanhdao.songhinh', PHONE)
  await leader.page.goto('/can-bo?hang=unit')
  await leader.page.getByRole('link', { name: code }).click()
  await leader.page.getByRole('button', { name: /Ký chứng thực/ }).waitFor()
  await picture(leader.page, 'staff-leader-phone')
  await look(leader)
  await leader.page.getByRole('button', { name: 'Trả lại người đối chiếu' }).click()
  await leader.page.getByLabel('Ý kiến').fill('Trang 2 mờ, đối chiếu lại.')
  await look(leader)
  await leader.page.getByRole('dialog').getByRole('button', { name: 'Trả lại người đối chiếu' }).click()
  await said(leader, /Trả lại người đối chiếu\./)

  await specialist.page.goto(`/can-bo/ho-so/${id}`)
  // What has no key of its own is in Ctrl-K too.
  await specialist.page.getByRole('tab', { name: 'Diễn biến' }).waitFor()
  await specialist.page.keyboard.press('Control+k')
  await specialist.page
    .getByRole('dialog')
    .getByPlaceholder(/không cần dấu/)
    .fill('dien bien')
  await specialist.page.keyboard.press('Enter')
  await specialist.page.getByText('Trang 2 mờ, đối chiếu lại.').waitFor()
  await look(specialist)
  await specialist.page.getByRole('button', { name: /Bản sao đúng với bản chính/ }).click()
  await said(specialist, /Bản sao đúng với bản chính\./)
  await leader.page.goto(`/can-bo/ho-so/${id}`)
  await leader.page.getByRole('button', { name: /Ký chứng thực/ }).click()
  await said(leader, /Ký chứng thực\./)

  const clerk = await working('vanthu.songhinh', TABLET)
  await clerk.page.goto(`/can-bo/ho-so/${id}`)
  await clerk.page.getByRole('button', { name: /Đã đóng dấu, vào sổ/ }).click()
  await said(clerk, /Đã đóng dấu, vào sổ\./)
  await clerk.page.getByRole('button', { name: 'Ghi kết quả' }).click()
  await clerk.page.getByRole('radio', { name: 'Đồng ý, cấp kết quả' }).check()
  await clerk.page.getByLabel('Số, ký hiệu').fill('15/CT')
  await look(clerk)
  await clerk.page.getByRole('dialog').getByRole('button', { name: 'Ghi kết quả' }).click()
  await said(clerk, 'Đã ghi kết quả.')

  await desk.page.goto(`/can-bo/ho-so/${id}`)
  await desk.page.getByRole('button', { name: /Đã nhận kết quả/ }).click()
  // From the page of the dossier to the screen where it is looked at who receives.
  const { applicant } = await (await desk.context.request.get(`/api/v1/dossiers/${id}`)).json()
  await desk.page.getByRole('button', { name: 'Trả kết quả' }).click()
  await desk.page.locator('#receiver-number').fill(applicant.idNumber)
  await desk.page.keyboard.press('Enter')
  await said(desk, 'Đúng là chủ hồ sơ')
  await signOnScreen(desk.page)
  await look(desk)
  await desk.page.keyboard.press('Control+Enter')
  await said(desk, `Đã trả kết quả hồ sơ ${code}`)

  for (const visitor of [desk, specialist, leader, clerk]) await visitor.close()
}, 180_000)

it('shows the leader the figures, and finds a dossier without tones from every screen', async () => {
  const leader = await working('lanhdao.songhinh')
  await leader.page.goto('/can-bo/giam-sat')
  await leader.page.getByRole('heading', { name: 'Ai đang giữ việc' }).waitFor()
  await leader.page.getByRole('row').nth(3).waitFor()
  await look(leader)
  await picture(leader.page, 'staff-supervision')
  await leader.page.getByRole('link', { name: 'Mức độ hài lòng' }).click()
  await leader.page
    .locator('.rating-table')
    .getByRole('row', { name: /^UBND xã Sông Hinh/ })
    .waitFor()
  await leader.page.locator('.remarks li').first().waitFor()
  await picture(leader.page, 'staff-ratings')
  for (const size of [PHONE, TABLET, DESK]) {
    await leader.page.setViewportSize(size)
    await picture(leader.page, `staff-ratings-${size.width}`)
    await look(leader)
  }
  await leader.page.keyboard.press('/')
  await leader.page.keyboard.type('nguyen')
  await leader.page.getByRole('option').first().waitFor()
  await look(leader)
  await leader.page.keyboard.press('Enter')
  await leader.page.getByRole('heading', { name: 'Tra cứu hồ sơ' }).waitFor()
  await leader.page.getByRole('row').nth(1).waitFor()
  await look(leader)
  await leader.page.keyboard.press('Control+k')
  await leader.page
    .getByRole('dialog')
    .getByPlaceholder(/không cần dấu/)
    .fill('uy quyen')
  await leader.page.keyboard.press('Enter')
  await leader.page.getByRole('heading', { name: 'Uỷ quyền khi vắng mặt' }).waitFor()
  await look(leader)
  // The keyboard belongs to the screen again as soon as the colours are changed.
  await leader.page.keyboard.press('Control+k')
  await leader.page
    .getByRole('dialog')
    .getByPlaceholder(/không cần dấu/)
    .fill('nen toi')
  await leader.page.keyboard.press('Enter')
  await leader.page.keyboard.press('?')
  await leader.page.getByRole('dialog').getByText('Xem mọi phím tắt').waitFor()
  expect(await leader.page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark')
  await look(leader)
  await leader.close()
}, 120_000)

it('lets an officer sign in again over the screen and loses nothing', async () => {
  const id = await fileDossier()
  const desk = await working('tiepnhan.songhinh')
  await desk.page.goto(`/can-bo/ho-so/${id}`)
  await desk.page.getByRole('button', { name: 'Từ chối tiếp nhận' }).click()
  await desk.page.getByLabel('Lý do từ chối').fill('Bản chính đã bị tẩy xoá.')
  await desk.context.clearCookies()
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Từ chối tiếp nhận' }).click()
  await desk.page.getByText('Những gì đang nhập vẫn còn').waitFor()
  await look(desk)
  await desk.page.getByLabel('Mật khẩu').fill(PASSWORD)
  await desk.page.keyboard.press('Enter')
  await said(desk, 'Đã từ chối tiếp nhận.')
  await desk.close()
}, 60_000)
