import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { DESK, expectAccessible, expectFits, newVisitor, picture, signInAs, useBrowser } from './browser.ts'

useBrowser()

const NAME = 'Xác nhận hộ nuôi ong'
// A code of its own at every run: the journeys share one province.
const CODE = `9.7${String(Date.now()).slice(-5)}`

it('makes a procedure that never existed, publishes it, and a citizen files it', async () => {
  const admin = await newVisitor(DESK)
  const { page } = admin
  await signInAs(admin, 'quantri')
  await page.goto('/quan-tri')
  await page.getByRole('button', { name: 'Soạn thủ tục' }).click()
  await page.getByLabel('Mã thủ tục').fill(CODE)
  await page.getByLabel('Tên thủ tục').fill(NAME)
  await page.getByRole('button', { name: 'Bắt đầu soạn' }).click()
  await page.getByRole('heading', { level: 1, name: NAME }).waitFor()

  // Facts: the field, where it is decided, a paper, a fee, a result.
  await page.getByLabel('Lĩnh vực').fill('Chăn nuôi')
  await page.getByLabel('Cấp xã').check()
  await page.getByLabel('Cấp tỉnh', { exact: true }).uncheck()
  await page.getByRole('button', { name: 'Nơi giải quyết' }).click()
  await choose(page, 'Cấp có thẩm quyền giải quyết', 'Cấp xã')
  await choose(page, 'Loại đơn vị', /Mọi Ủy ban nhân dân xã/)
  await page.getByRole('button', { name: 'Thành phần hồ sơ' }).click()
  await page.getByRole('button', { name: 'Thêm giấy tờ' }).click()
  await page.getByLabel('Tên giấy tờ', { exact: true }).fill('Sơ đồ nơi đặt đàn ong')
  await page.getByRole('button', { name: 'Phí, lệ phí' }).click()
  await page.getByRole('button', { name: 'Thêm khoản thu' }).click()
  await page.getByLabel('Tên khoản thu', { exact: true }).fill('Lệ phí xác nhận')
  await page.getByLabel('Số tiền hoặc công thức').fill('5000 * soDan')
  await page.getByRole('button', { name: 'Kết quả và căn cứ pháp lý' }).click()
  await page.getByRole('button', { name: 'Thêm kết quả' }).click()
  await page.getByLabel('Tên kết quả').fill('Giấy xác nhận hộ nuôi ong')
  await page.getByLabel('Mã kết quả').fill('KQ.G99.000901')
  await saved(page)
  await expectAccessible(page)
  await expectFits(page)

  // The fee names an answer that no field gives yet: the check says so.
  await page.getByRole('tab', { name: /Kiểm tra, công bố/ }).click()
  await page.getByText('Biểu mẫu không có trường “soDan”.').waitFor()
  expect(await page.getByRole('button', { name: 'Công bố', exact: true }).isDisabled()).toBe(true)
  await expectAccessible(page)

  // The form: a number of hives, moved up, seen on the phone.
  await page.getByRole('tab', { name: 'Biểu mẫu' }).click()
  await page.getByRole('button', { name: 'Nội dung đề nghị Phần' }).click()
  await page.getByRole('button', { name: 'Thêm trường' }).click()
  await page.getByRole('menuitem', { name: 'Số nguyên' }).click()
  const settings = page.getByRole('region', { name: 'Cài đặt' })
  await settings.getByLabel('Tên trường', { exact: true }).fill('Số đàn ong')
  await settings.getByLabel('Tên trường, tiếng Anh').fill('Hives')
  await settings.getByLabel('Khoá', { exact: true }).fill('2dan')
  await page.getByText('1 chỗ phải sửa', { exact: true }).waitFor()
  await settings.getByLabel('Khoá', { exact: true }).fill('soDan')
  await page.getByText('Biểu mẫu dùng được').waitFor()
  await choose(settings, 'Bắt buộc', 'Có')
  await page.getByRole('button', { name: 'Đưa “Số đàn ong” lên' }).click()
  const phone = page.getByRole('region', { name: 'Xem trước' })
  await phone.getByLabel('Số đàn ong').fill('không phải số')
  await phone.getByLabel('Số đàn ong').blur()
  await phone.getByLabel('Số đàn ong').fill('12')
  await saved(page)
  await picture(page, 'studio-form')
  await expectAccessible(page)

  // The process: hours of a step, a golden case played with a token moving.
  await page.getByRole('tab', { name: 'Quy trình' }).click()
  await page.locator('.djs-element[data-element-id=tham_dinh]').click()
  const panel = page.getByRole('complementary', { name: 'Cài đặt phần tử' })
  await panel.getByLabel('Tên', { exact: true }).fill('Thẩm định, kiểm tra nơi nuôi')
  await panel.getByLabel('Số giờ làm việc').fill('16')
  await saved(page)
  await picture(page, 'studio-process')
  await page.getByRole('button', { name: 'Chạy thử' }).click()
  const player = page.getByRole('complementary', { name: 'Chạy thử' })
  await player.getByText('Chạy đúng').waitFor()
  await page.locator('.token').first().waitFor()
  await player.getByText('Quy trình kết thúc.').waitFor()
  await expectAccessible(page)

  // Publication: nothing to mend, the changes told, published.
  await page.getByRole('tab', { name: /Kiểm tra, công bố/ }).click()
  await page.getByText('Không còn chỗ nào phải sửa').waitFor()
  await page.getByText(/Thêm bước "Thẩm định, kiểm tra nơi nuôi".*số giờ 16/).waitFor()
  await picture(page, 'studio-publication')
  await page.getByRole('button', { name: 'Công bố', exact: true }).click()
  await page.getByRole('button', { name: 'Công bố ngay' }).click()
  await page.getByText('Đã công bố, phiên bản 1').first().waitFor()
  await expectAccessible(page)
  await admin.close()

  const citizen = await newVisitor(DESK)
  await signInAs(citizen, 'nguoidan1')
  const { request } = citizen.context
  const found = await (await request.get(`/api/v1/procedures?q=${CODE}`)).json()
  expect(found.items[0]).toMatchObject({ code: CODE, configured: true, online: true })
  const filed = await request.post('/api/v1/dossiers', {
    data: {
      procedureCode: CODE,
      caseKey: 'thongThuong',
      channel: 'online',
      receivingUnit: 'songhinh',
      applicant: { name: 'Nguyễn Thị Hoà', idNumber: '066190000001', phone: '0900000001' },
      delivery: { method: 'counter' },
      answers: { hoTen: 'Nguyễn Thị Hoa', dienThoai: '0912345678', soDan: 12, noiDung: 'Xin xác nhận' },
      papers: [{ key: 'giay1', originals: 1 }],
    },
    headers: { 'idempotency-key': `studio-${CODE}` },
  })
  expect(filed.status(), await filed.text()).toBe(201)
  const { id } = await filed.json()
  await citizen.close()

  // The desk accepts it, and the first step of the new process waits there.
  const desk = await newVisitor(DESK)
  await signInAs(desk, 'tiepnhan.songhinh')
  const accepted = await desk.context.request.post(`/api/v1/dossiers/${id}/acceptance`)
  expect(accepted.status(), await accepted.text()).toBe(200)
  const tasks = await (await desk.context.request.get(`/api/v1/tasks?dossier=${id}`)).json()
  expect(tasks.items.map((task: { name: string }) => task.name)).toEqual(['Kiểm tra, chuyển hồ sơ'])
  await desk.close()
}, 120_000)

/** Opens a list of choices and takes one. */
async function choose(inside: Page | Locator, label: string, option: string | RegExp): Promise<void> {
  const box = inside.getByRole('combobox', { name: label })
  await box.click()
  const exact = typeof option === 'string'
  await box.page().getByRole('option', { name: option, exact }).click()
}

/** The hand has rested and the server has everything. */
async function saved(page: Page): Promise<void> {
  await page.locator('[data-status=saved]').waitFor()
}
