import { expect, it } from 'vitest'
import {
  DESK,
  expectAccessibleInBoth,
  expectFits,
  newVisitor,
  PHONE,
  picture,
  signInAs,
  useBrowser,
} from './browser.ts'

useBrowser()

// A name of its own at every run: the journeys share one province.
const RUN = String(Date.now()).slice(-6)

it('sets up a unit, its officer and a day off, each with its consequence', { timeout: 90_000 }, async () => {
  const admin = await newVisitor(DESK, { reducedMotion: 'reduce' })
  const { page } = admin
  const look = async () => {
    await expectAccessibleInBoth(page)
    await expectFits(page)
  }
  await signInAs(admin, 'quantri')

  await page.goto('/quan-tri/don-vi?donVi=songcau')
  await page.getByRole('heading', { level: 2, name: 'UBND phường Sông Cầu' }).waitFor()
  await look()
  await page.getByRole('button', { name: 'Thêm đơn vị trực thuộc' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Tên đơn vị').fill(`Phòng Kinh tế ${RUN}`)
  await look()
  await dialog.getByRole('button', { name: 'Lập đơn vị' }).click()
  await page.getByRole('heading', { level: 2, name: `Phòng Kinh tế ${RUN}` }).waitFor()

  await page.getByRole('link', { name: 'Cán bộ của đơn vị' }).click()
  await page.getByText('Không có cán bộ nào khớp.').waitFor()
  await page.getByRole('button', { name: 'Mở tài khoản' }).click()
  await dialog.getByLabel('Họ và tên').fill('Lê Thị Thử')
  await dialog.getByLabel('Tên đăng nhập').fill('Có Dấu')
  await dialog.getByRole('button', { name: 'Mở tài khoản' }).click()
  await dialog.getByRole('alert').waitFor()
  expect(await dialog.getByLabel('Họ và tên').inputValue()).toBe('Lê Thị Thử')
  await dialog.getByLabel('Tên đăng nhập').fill(`thu.${RUN}`)
  await dialog.getByRole('button', { name: 'Mở tài khoản' }).click()
  const password = await page.locator('.admin-secret').textContent()
  await look()
  await page.keyboard.press('Escape')
  await page.getByText(`thu.${RUN}`).first().click()
  await page.getByRole('button', { name: 'Giao vai trò' }).click()
  await dialog.getByRole('combobox', { name: 'Vai trò' }).click()
  await page.getByRole('option', { name: 'Chuyên viên' }).click()
  await look()
  await dialog.getByRole('button', { name: 'Giao vai trò' }).click()
  await dialog.getByRole('button', { name: /^Kết thúc vai trò Chuyên viên/ }).waitFor()
  const officer = await newVisitor(PHONE)
  const session = async () =>
    (
      await officer.context.request.post('/api/v1/session', { data: { username: `thu.${RUN}`, password } })
    ).status()
  expect(await session()).toBe(200)
  await dialog.getByRole('button', { name: 'Khoá tài khoản' }).click()
  await dialog.getByRole('button', { name: 'Khoá', exact: true }).click()
  await dialog.getByRole('button', { name: 'Mở khoá' }).waitFor()
  await look()
  expect(await session()).toBe(401)
  await officer.close()
  await page.keyboard.press('Escape')

  // The calendar, by Ctrl-K; a worked Saturday brings dates forward, and says so before it is set.
  await page.keyboard.press('Control+k')
  await page
    .getByRole('dialog')
    .getByPlaceholder(/không cần dấu/)
    .fill('lich lam viec')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Lịch làm việc' }).waitFor()
  await page.goto('/quan-tri/lich?donVi=songcau&nam=2031')
  await page.getByRole('button', { name: 'Thêm ngày' }).click()
  await dialog.getByLabel(/^Ngày/).fill('2031-03-04')
  await dialog.getByText('Không có hồ sơ đang giải quyết nào').waitFor()
  await dialog.getByLabel('Vì sao').fill(`Ngày truyền thống ${RUN}`)
  await dialog.getByLabel('Văn bản quyết định').fill('Thông báo 1/TB-UBND')
  await look()
  await dialog.getByRole('button', { name: 'Lưu ngày này' }).click()
  await page.getByText(`Ngày truyền thống ${RUN}`).waitFor()
  await look()
  await picture(page, 'studio-calendar')
  await page.getByRole('button', { name: 'Bỏ ngày 04/03/2031' }).click()
  await page.getByRole('button', { name: 'Bỏ ngày này' }).click()
  await page.getByText(`Ngày truyền thống ${RUN}`).waitFor({ state: 'detached' })
  for (const address of ['don-vi', 'can-bo', 'lich']) {
    await page.setViewportSize(PHONE)
    await page.goto(`/quan-tri/${address}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look()
  }
  await admin.close()
})
