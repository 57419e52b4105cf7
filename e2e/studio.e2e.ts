import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { attachPhoto, beginFiling, expectSaved, goOn, takePhoto } from './birth-form.ts'
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

const NAME = 'Xác nhận hộ nuôi ong'
// A code of its own at every run: the journeys share one province.
const CODE = `9.7${String(Date.now()).slice(-5)}`

it('makes a procedure that never existed, publishes it, a citizen files it, and the desk accepts it', async () => {
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
  await page.getByRole('button', { name: 'Trường hợp và thời hạn' }).click()
  await page.getByLabel('Thời hạn', { exact: true }).fill('7')
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
  await expectAccessibleInBoth(page)
  await expectFits(page)

  // The fee names an answer that no field gives yet: the check says so.
  await page.getByRole('tab', { name: /Kiểm tra, công bố/ }).click()
  await page.getByText('Biểu mẫu không có trường “soDan”.').waitFor()
  expect(await page.getByRole('button', { name: 'Công bố', exact: true }).isDisabled()).toBe(true)
  await expectAccessibleInBoth(page)

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
  await expectAccessibleInBoth(page)

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
  await expectAccessibleInBoth(page)

  // Publication: nothing to mend, the changes told, published.
  await page.getByRole('tab', { name: /Kiểm tra, công bố/ }).click()
  await page.getByText('Không còn chỗ nào phải sửa').waitFor()
  await page.getByText(/Thêm bước “Thẩm định, kiểm tra nơi nuôi”.*số giờ 16/).waitFor()
  await picture(page, 'studio-publication')
  // Dropping a draft asks first; thought better of, it stays.
  await page.getByRole('button', { name: 'Bỏ bản soạn' }).click()
  await page.getByRole('dialog').getByText('không còn sửa hay công bố được').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Giữ lại' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Công bố', exact: true }).click()
  await page.getByRole('button', { name: 'Công bố ngay' }).click()
  await page.getByText('Đã công bố, phiên bản 1').first().waitFor()
  await expectAccessibleInBoth(page)
  await admin.close()

  await fileIt()
  await receiveIt()
}, 180_000)

/** A citizen finds the new procedure on her telephone and files it. */
async function fileIt(): Promise<void> {
  const citizen = await newVisitor(PHONE)
  const { page } = citizen
  await signInAs(citizen, 'nguoidan1')
  await page.goto(`/thu-tuc/${CODE}`)
  await page.getByRole('heading', { level: 1, name: NAME }).waitFor()
  await beginFiling(page, CODE)
  await page.getByLabel('Cơ quan giải quyết').selectOption({ label: 'UBND xã Sông Hinh' })
  await goOn(page, 'Người yêu cầu')
  await goOn(page, 'Nội dung đề nghị')
  await page.getByLabel('Số đàn ong').fill('mười hai')
  await page.getByLabel('Nội dung đề nghị').fill('Xin xác nhận hộ nuôi ong ở buôn Thô.')
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByText('Có 1 mục cần sửa').waitFor()
  await page.getByLabel('Số đàn ong').fill('12')
  await goOn(page, 'Giấy tờ kèm theo')
  await attachPhoto(page, 'Sơ đồ nơi đặt đàn ong', await takePhoto(page, 800, 600))
  await goOn(page, 'Nhận kết quả')
  await page.getByRole('radio', { name: 'Tại quầy' }).check()
  await goOn(page, 'Xem lại và nộp')
  await page.getByText('60.000').first().waitFor()
  await page.getByText('7 ngày làm việc').first().waitFor()
  await expectSaved(page)
  await page.getByRole('button', { name: 'Nộp hồ sơ', exact: true }).click()
  await page.waitForURL(/\/bien-nhan$/)
  await citizen.close()
}

/** The desk accepts it from its queue, and the first step of the new process waits there. */
async function receiveIt(): Promise<void> {
  const desk = await newVisitor(DESK)
  const { page } = desk
  await signInAs(desk, 'tiepnhan.songhinh')
  await page.goto('/can-bo?hang=intake')
  await page.getByRole('row').filter({ hasText: NAME }).last().click()
  await page.getByText('Xin xác nhận hộ nuôi ong ở buôn Thô.').waitFor()
  await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Tiếp nhận' }).click()
  await page.getByText('Đã tiếp nhận hồ sơ.').first().waitFor()
  await page.getByText('Kiểm tra, chuyển hồ sơ').first().waitFor()
  await desk.close()
}

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
