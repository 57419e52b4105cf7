import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { DESK, expectAccessibleInBoth, expectFits, newVisitor, signInAs, useBrowser } from './browser.ts'
import { api, tokenOf } from './by-api.ts'

useBrowser()

const NAME = 'Cho mượn nhà văn hoá thôn'
// A code of its own at every run: the journeys share one province.
const CODE = `9.6${String(Date.now()).slice(-5)}`
const CARD = '066190700777||H’Bia Niê|02031990|Nữ|Buôn Thô, xã Sông Hinh, tỉnh Đắk Lắk|10052021'

it('draws a step into a process, mends what the check finds, publishes, and the desk receives it', async () => {
  const admin = await newVisitor(DESK, { reducedMotion: 'reduce' })
  const { page } = admin
  await signInAs(admin, 'quantri')
  await page.goto(`/quan-tri/thu-tuc/${await beginDraft()}`)

  // A new step from the tools, put on the free place above the line, named where it stands.
  await page.getByRole('tab', { name: 'Quy trình' }).click()
  await shape(page, 'ky').waitFor()
  const { x, y } = (await shape(page, 'ky').boundingBox())!
  await page.getByRole('button', { name: 'Thêm bước của người' }).click()
  await page.mouse.move(x - 10, y - 90, { steps: 3 })
  await page.mouse.click(x - 10, y - 90)
  await page.keyboard.type('Lấy ý kiến của thôn')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Cài đặt phần tử' })
  expect(await panel.getByLabel('Tên', { exact: true }).inputValue()).toBe('Lấy ý kiến của thôn')
  const id = panel.getByLabel('Mã', { exact: true })
  await id.fill('y_kien')
  await id.blur()

  // Into the line: connected from its own tools, and the straight way taken out.
  await connect(page, 'tham_dinh', 'y_kien')
  await connect(page, 'y_kien', 'ky')
  await leave(page)
  // A level line has no height, which Playwright takes for unseen.
  const line = (await shape(page, 'f_trinh').boundingBox())!
  await page.mouse.click(line.x + line.width / 2, line.y + line.height / 2)
  await page.getByRole('heading', { level: 2, name: 'Luồng' }).waitFor()
  await page.keyboard.press('Delete')
  await shape(page, 'f_trinh').waitFor({ state: 'detached' })
  await saved(page)

  // Taken back and done again, as one thing.
  await page.getByRole('button', { name: 'Lùi một bước' }).click()
  await shape(page, 'f_trinh').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Làm lại' }).click()
  await shape(page, 'f_trinh').waitFor({ state: 'detached' })

  // The check says what is missing, and leads to the step.
  await page.getByRole('tab', { name: /Kiểm tra, công bố/ }).click()
  await follow(page, /Lấy ý kiến của thôn.*chưa nêu vai trò/)
  await panel.getByRole('combobox', { name: 'Vai trò được làm' }).click()
  await page.getByRole('option', { name: 'Chuyên viên', exact: true }).click()
  await page.keyboard.press('Escape')
  await panel.getByLabel('Số giờ làm việc').fill('4')
  await choose(panel, 'Đồng hồ của hồ sơ', /giờ của bước không tính/)
  await panel.getByRole('button', { name: 'Thêm câu hỏi' }).click()
  await panel.getByRole('textbox', { name: 'Câu hỏi 1' }).pressSequentially('Ngày hỏi ý kiến')
  await choose(panel, 'Kiểu trả lời của câu hỏi 1', /^Ngày$/)
  await panel.getByRole('checkbox', { name: 'Bắt buộc' }).check()
  await saved(page)
  await expectAccessibleInBoth(page)
  await expectFits(page)

  // Both golden cases now miss a step; the finding opens the trial, which says it in words.
  await page.getByRole('tab', { name: /Kiểm tra, công bố/ }).click()
  await follow(page, /“giải quyết đúng hạn”/)
  const trial = page.getByRole('complementary', { name: 'Chạy thử' })
  await trial.getByText('Khác với mong đợi').waitFor()
  await trial.getByRole('button', { name: 'Sửa các trường hợp mẫu' }).click()
  // The new step comes in at the end, and moves up to its place.
  await trial.getByRole('button', { name: 'Thêm bước' }).click()
  for (const place of [5, 4]) await trial.getByRole('button', { name: `Đưa bước ${place} lên trên` }).click()
  // The other case says the same of a longer way; here it is given up.
  await trial.getByRole('combobox', { name: 'Đang sửa' }).click()
  await page.getByRole('option', { name: 'lãnh đạo trả lại một lần' }).click()
  await trial.getByRole('button', { name: 'Xoá trường hợp này' }).click()
  await expectAccessibleInBoth(page)
  await trial.getByRole('button', { name: 'Chạy thử' }).click()
  await trial.getByText('Chạy đúng').waitFor()
  await saved(page)

  // The form: a field moved by the mouse, and by its buttons.
  await page.getByRole('tab', { name: 'Biểu mẫu' }).click()
  const rows = page.locator('.form-tree li')
  const order = async () => (await rows.allInnerTexts()).map((text) => text.split(/\s*\*|\n/)[0]!.trim())
  await rows.first().waitFor()
  expect((await order()).slice(1, 3)).toEqual(['Họ và tên', 'Số điện thoại'])
  await rows.nth(2).dragTo(rows.nth(1))
  await expect.poll(async () => (await order()).slice(1, 3)).toEqual(['Số điện thoại', 'Họ và tên'])
  await page.getByRole('button', { name: 'Đưa “Số điện thoại” xuống' }).click()
  await expect.poll(async () => (await order()).slice(1, 3)).toEqual(['Họ và tên', 'Số điện thoại'])
  await rows.filter({ hasText: 'Số điện thoại' }).getByRole('button').first().click()
  const settings = page.getByRole('region', { name: 'Cài đặt' })
  await settings.getByLabel('Khoá', { exact: true }).fill('2so')
  await saved(page)
  // A fault of the form leads back to its field.
  await page.getByRole('tab', { name: /Kiểm tra, công bố/ }).click()
  await follow(page, /chỉ gồm chữ không dấu/)
  await settings.getByLabel('Khoá', { exact: true }).fill('dienThoai')
  await saved(page)

  await page.getByRole('tab', { name: /Kiểm tra, công bố/ }).click()
  await page.getByText('Không còn chỗ nào phải sửa').waitFor()
  await page.getByRole('button', { name: 'Công bố', exact: true }).click()
  await page.getByRole('button', { name: 'Công bố ngay' }).click()
  await page.getByText('Đã công bố, phiên bản 1').first().waitFor()
  await admin.close()
  await answerAtStep(await receiveIt())
}, 90_000)

/** A draft with the facts that `studio.e2e.ts` fills in by hand. @returns its id */
async function beginDraft(): Promise<string> {
  const admin = await tokenOf('quantri')
  const draft = await api('POST', '/studio/drafts', admin, { unit: 'daklak', code: CODE, name: NAME })
  type Part = { part: string; revision: number; content: object }
  const { revision, content } = draft.parts.find(({ part }: Part) => part === 'procedure')
  const facts = {
    sector: 'Văn hoá',
    levels: ['commune'],
    competence: { level: 'commune', unitKind: 'commune' },
    results: [{ code: 'KQ.G99.000902', name: 'Giấy cho mượn nhà văn hoá' }],
  }
  const body = { revision, content: { ...content, ...facts } }
  await api('PUT', `/studio/drafts/${draft.id}/parts/procedure`, admin, body)
  return draft.id
}

/** The desk receives it from a person at its counter, and the first step waits. @returns the id of the dossier */
async function receiveIt(): Promise<string> {
  const desk = await newVisitor(DESK)
  const { page } = desk
  await signInAs(desk, 'tiepnhan.songhinh')
  await page.goto('/can-bo/tiep-nhan')
  const focused = (id: string) => page.locator(`#${id}:focus`).waitFor()
  await focused('person-idNumber')
  // A hand scanner reads the card and ends with Enter.
  await page.keyboard.insertText(CARD)
  await page.keyboard.press('Enter')
  await focused('person-phone')
  await page.keyboard.type('0912345678')
  await page.keyboard.press('Enter')
  await focused('procedure-search')
  await page.keyboard.insertText(NAME)
  await page.getByRole('option', { name: NAME }).first().click()
  await page.getByLabel('Nội dung đề nghị').fill('Mượn nhà văn hoá buôn Thô ngày 20/11 để họp mặt.')
  // What it costs and how long it takes must be known before it can be received.
  await page.getByText('5 ngày làm việc').waitFor()
  await page.getByRole('button', { name: /^Tiếp nhận và in giấy/ }).click()
  await page.locator('#received', { hasText: 'H’Bia Niê' }).waitFor()
  await page.locator('#received [data-code]').click()
  await page.getByText('Kiểm tra, chuyển hồ sơ').first().waitFor()
  const id = /ho-so\/([^/?#]+)/.exec(page.url())![1]!
  await desk.close()
  return id
}

/** The step that was drawn does not end before its question is answered; what was answered stands in the history. */
async function answerAtStep(id: string): Promise<void> {
  for (const username of ['tiepnhan.songhinh', 'chuyenvien.songhinh']) {
    const token = await tokenOf(username)
    const [task] = (await api('GET', `/tasks?dossier=${id}`, token)).items
    await api('POST', `/tasks/${task.id}/completion`, token, {})
  }
  const officer = await newVisitor(DESK)
  const { page } = officer
  await signInAs(officer, 'chuyenvien.songhinh')
  await page.goto(`/can-bo/ho-so/${id}`)
  await page.getByText('Lấy ý kiến của thôn').first().waitFor()
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Ngày hỏi ý kiến').and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Control+Enter')
  await dialog
    .getByText(/Hãy |chưa|Chưa/)
    .first()
    .waitFor()
  await expectAccessibleInBoth(page)
  await dialog.getByLabel('Ngày hỏi ý kiến').fill('25/11/2026')
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('tab', { name: 'Diễn biến' }).click()
  await page.getByText('Ngày hỏi ý kiến: 25/11/2026').waitFor()
  await officer.close()
}

const shape = (page: Page, id: string): Locator => page.locator(`.djs-element[data-element-id=${id}]`)

/** Draws a flow with the tools that stand beside the chosen element. */
async function connect(page: Page, from: string, to: string): Promise<void> {
  await leave(page)
  await shape(page, from).click()
  await page.locator('.djs-context-pad [data-action=connect]').click()
  await shape(page, to).click()
}

/** Clicks on an empty place: the tools beside what is chosen may lie over its neighbours. */
const leave = (page: Page): Promise<void> =>
  page.locator('.designer-canvas').click({ position: { x: 560, y: 20 } })

/** Goes where the finding leads. */
async function follow(page: Page, finding: RegExp): Promise<void> {
  await page
    .getByRole('listitem')
    .filter({ hasText: finding })
    .getByRole('link', { name: 'Tới chỗ này' })
    .click()
}

async function choose(inside: Locator, label: string, option: RegExp): Promise<void> {
  await inside.getByRole('combobox', { name: label }).click()
  await inside.page().getByRole('option', { name: option }).click()
}

async function saved(page: Page): Promise<void> {
  await page.locator('[data-status=saved]').waitFor()
}
