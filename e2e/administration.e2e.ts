import { expect, it } from 'vitest'
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
  const dialog = page.getByRole('dialog')
  await keepBooks()
  await page.getByRole('button', { name: 'Thêm đơn vị trực thuộc' }).click()
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
  await dialog.getByRole('button', { name: /^Kết thúc vai trò Chuyên viên/ }).click()
  await dialog.getByText('Không giữ việc nào theo vai trò này.').waitFor()
  await dialog.getByRole('button', { name: 'Thôi' }).click()
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
  // A working week: longer days bring dates forward, and that is said first.
  await page.getByRole('button', { name: 'Đặt giờ làm việc' }).click()
  await dialog.getByText(/^[\d.]+ hồ sơ đang giải quyết có thời hạn đi qua thời gian này/).waitFor()
  await dialog.getByLabel('Tên gọi').fill(`Giờ mùa hè ${RUN}`)
  await dialog.getByLabel('Từ ngày').fill('01/05/2031')
  await dialog.getByText('Không có hồ sơ đang giải quyết nào mà thời hạn đi qua thời gian này.').waitFor()
  await dialog.getByLabel('Đến hết ngày').fill('31/08/2031')
  await dialog.getByLabel('Văn bản quyết định').fill('Quyết định 2/QĐ-UBND')
  await look()
  await dialog.getByRole('button', { name: 'Đặt giờ làm việc' }).click()
  await page.getByText(`Giờ mùa hè ${RUN}`).waitFor()
  await page.getByRole('button', { name: `Bỏ Giờ mùa hè ${RUN}` }).click()
  await page.getByText('Không có hồ sơ đang giải quyết nào mà thời hạn đi qua thời gian này.').waitFor()
  await page.getByRole('button', { name: 'Bỏ giờ làm việc này' }).click()
  await page.getByText(`Giờ mùa hè ${RUN}`, { exact: true }).waitFor({ state: 'detached' })
  for (const address of ['don-vi', 'can-bo', 'lich']) {
    await page.setViewportSize(PHONE)
    await page.goto(`/quan-tri/${address}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look()
  }
  await admin.close()

  /** A book of fee receipts: a wrong tax code is said in the dialog; a second one is opened and closed. */
  async function keepBooks(): Promise<void> {
    const books = page.getByRole('region', { name: 'Quyển biên lai phí, lệ phí' })
    await page.getByRole('button', { name: 'Mở quyển mới' }).click()
    await dialog.getByLabel('Mẫu số').fill('01BLP2-001')
    await dialog.getByLabel('Ký hiệu').fill(`S${RUN}-26T`)
    await dialog.getByLabel('Mã số thuế của đơn vị thu').fill('6099000054')
    await look()
    await dialog.getByRole('button', { name: 'Mở quyển' }).click()
    await dialog
      .getByRole('alert')
      .getByText(/^Mã số thuế không đúng/)
      .waitFor()
    await dialog.getByLabel('Mã số thuế của đơn vị thu').fill('6099000053')
    await dialog.getByLabel('Đến số').fill('100')
    await dialog.getByRole('button', { name: 'Mở quyển' }).click()
    await books.getByText('Số tiếp theo 0000001, còn 100 số').waitFor()
    await look()
    await page.getByRole('button', { name: `Đóng quyển S${RUN}-26T` }).click()
    await look()
    await dialog.getByRole('button', { name: 'Đóng quyển' }).click()
    await books.getByText('Đã đóng').waitFor()
  }
})

// A title of its own at every run: the journeys share one province.
const TITLE = `Tạm dừng hệ thống để bảo trì ${String(Date.now()).slice(-6)}`

it('announces something to everybody, puts it right and takes it away', { timeout: 90_000 }, async () => {
  const admin = await newVisitor(DESK, { reducedMotion: 'reduce' })
  const { page } = admin
  await signInAs(admin, 'quantri')
  await page.goto('/quan-tri/thong-bao')
  await page.getByRole('button', { name: 'Đăng thông báo' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^Tiêu đề( \*)?$/).fill(TITLE)
  await dialog
    .getByLabel(/^Nội dung( \*)?$/)
    .fill('Cổng tạm dừng từ 22 giờ đến 24 giờ.\n\nHồ sơ đang soạn vẫn được giữ.')
  await expectAccessible(page)
  await expectFits(page)
  await picture(page, 'staff-announcement')
  await dialog.getByRole('textbox', { name: 'Đến hết ngày' }).fill('01/01/2020')
  await dialog.getByRole('button', { name: 'Đăng', exact: true }).click()
  await dialog.getByRole('alert').getByText('ngày cuối không được trước ngày đầu').waitFor()
  expect(await dialog.getByLabel(/^Tiêu đề( \*)?$/).inputValue()).toBe(TITLE)
  await dialog.getByRole('textbox', { name: 'Đến hết ngày' }).fill('')
  await dialog.getByRole('button', { name: 'Đăng', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(TITLE).waitFor()
  await expectAccessible(page)
  await expectFits(page)
  await picture(page, 'staff-announcements')

  for (const [size, width] of [
    [PHONE, 360],
    [TABLET, 768],
    [DESK, 1366],
  ] as const) {
    const reader = await newVisitor(size)
    await reader.page.goto('/')
    await reader.page.getByRole('heading', { name: 'Được làm nhiều nhất' }).waitFor()
    const link = reader.page.getByRole('link', { name: TITLE })
    await link.scrollIntoViewIfNeeded()
    await expectAccessible(reader.page)
    await expectFits(reader.page)
    await picture(reader.page, `portal/trang-chu-thong-bao-${width}`)
    await link.click()
    await reader.page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
    await expectAccessible(reader.page)
    await expectFits(reader.page)
    await picture(reader.page, `portal/thong-bao-${width}`)
    await reader.page.goto('/thong-bao')
    await reader.page.getByRole('link', { name: TITLE }).waitFor()
    await expectAccessible(reader.page)
    await expectFits(reader.page)
    await picture(reader.page, `portal/cac-thong-bao-${width}`)
    await reader.close()
  }

  await page.getByRole('button', { name: `Sửa: ${TITLE}` }).click()
  await dialog.getByLabel('Tiêu đề tiếng Anh').fill('Maintenance')
  await dialog.getByLabel('Nội dung tiếng Anh').fill('The portal pauses from 22:00 to 24:00.')
  await dialog.getByRole('button', { name: 'Lưu' }).click()
  await dialog.waitFor({ state: 'detached' })
  const foreigner = await newVisitor(PHONE)
  await foreigner.page.goto('/en')
  await foreigner.page.getByRole('link', { name: 'Maintenance' }).waitFor()
  await page.getByRole('button', { name: `Gỡ: ${TITLE}` }).click()
  await dialog.getByRole('button', { name: 'Gỡ', exact: true }).click()
  await page.getByText('đã gỡ').first().waitFor()
  await foreigner.page.reload()
  expect(await foreigner.page.getByRole('link', { name: 'Maintenance' }).count()).toBe(0)
  await foreigner.close()
  await admin.close()
})
