import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
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
  expectFits,
  newVisitor,
  PASSWORD,
  PHONE,
  picture,
  signInAs,
  TABLET,
  useBrowser,
} from './browser.ts'
import { completeDraft } from './complete-draft.ts'

useBrowser()

it('lets a mother register a birth on her telephone, and follow it', { timeout: 120_000 }, async () => {
  const mother = await newVisitor(PHONE)
  const { page } = mother
  const looksRight = async (name: string) => {
    await expectFits(page)
    await expectAccessible(page)
    await picture(page, `portal/nop-ho-so-${name}`)
  }

  await page.goto('/nop-ho-so/1.001193')
  await looksRight('dang-nhap')
  await page.getByLabel('Tên đăng nhập').fill('nguoidan1')
  await page.getByLabel('Mật khẩu').fill(PASSWORD)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  // Back at what she wanted.
  await page.waitForURL(/\/nop-ho-so\/1\.001193$/)
  await looksRight('bat-dau')

  await beginFiling(page, '1.001193')
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByRole('link', { name: 'Hãy chọn “Cơ quan giải quyết”.' }).waitFor()
  await looksRight('thieu-co-quan')
  await page.getByLabel('Cơ quan giải quyết').selectOption({ label: 'UBND xã Sông Hinh' })
  await goOn(page, 'Người yêu cầu')
  expect(await page.getByRole('textbox', { name: 'Họ, chữ đệm, tên' }).inputValue()).toBe('Nguyễn Thị Hoà')
  await page.getByText('Lấy từ').first().waitFor()
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByText(/Có \d mục cần sửa/).waitFor()
  await looksRight('con-thieu')
  await fillRequester(page, { idNumber: '066190000001' })
  await expectSaved(page)

  await goOn(page, 'Người được khai sinh')
  await fillChild(page, 'Trần Bảo Ngọc')
  await looksRight('nguoi-con')
  await goOn(page, 'Cha, mẹ')
  await fillMother(page, 'Nguyễn Thị Hoà')
  await goOn(page, 'Giấy tờ và bản sao')
  await fillCopies(page)
  await page.getByText('16.000').first().waitFor()
  await goOn(page, 'Giấy tờ kèm theo')
  await page.getByText('Giấy chứng sinh').first().waitFor()
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByRole('link', { name: 'Hãy đính kèm “Giấy chứng sinh”.' }).waitFor()
  await attachPhoto(page, 'Giấy chứng sinh', await takePhoto(page, 3000, 2000))
  await looksRight('giay-to')
  await goOn(page, 'Nhận kết quả')
  await page.getByRole('radio', { name: 'Tại quầy' }).check()
  await looksRight('nhan-ket-qua')
  await goOn(page, 'Xem lại và nộp')
  await page.getByText('Trần Bảo Ngọc').waitFor()
  await page.getByText('Tổng cộng').waitFor()
  await looksRight('xem-lai')
  await expectSaved(page)

  const wizard = page.url()
  await page.getByRole('button', { name: 'Nộp hồ sơ', exact: true }).dblclick()
  await page.waitForURL(/\/bien-nhan$/)
  await looksRight('bien-nhan')
  const told = await page.locator('.fingerprint').textContent()
  const content = await mother.context.request.get(page.url().replace('bien-nhan', 'noi-dung.json'))
  expect(
    createHash('sha256')
      .update(await content.body())
      .digest('hex'),
  ).toBe(told)

  await page.getByRole('link', { name: 'Theo dõi hồ sơ' }).click()
  await page.getByRole('heading', { name: 'Quá trình giải quyết' }).waitFor()
  await looksRight('theo-doi')
  await page.getByText('Nội dung đã nộp').click()
  await page.getByText('Trần Bảo Ngọc').waitFor()

  // Nothing is left to be filed a second time.
  const followed = page.url()
  await page.goto(wizard)
  await page.waitForURL(/\/bien-nhan$/)
  // A tab that has not filed it knows of no receipt.
  await page.evaluate(() => sessionStorage.clear())
  await page.goto(wizard)
  await page.getByText('Bản nháp này không còn').waitFor()
  await looksRight('da-nop-roi')
  await page.goto('/ho-so')
  await looksRight('ho-so-cua-toi')
  expect(await page.locator(`a[href="${new URL(followed).pathname}"]`).count()).toBe(1)
  expect(await page.locator(`a[href*="${new URL(wizard).searchParams.get('nhap')}"]`).count()).toBe(0)
  await page.goto('/hop-thu')
  await looksRight('hop-thu')
  await page.goto('/tai-khoan')
  await looksRight('tai-khoan')
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await page.waitForURL(/\/$/)
  await page.goto(followed)
  await page.waitForURL(/\/dang-nhap\?/)
  await mother.close()
})

const STEPS = [
  ['ban-dau', 'Case and applicant'],
  ['to-khai.nguoiYeuCau', null],
  ['to-khai.nguoiDuocKhaiSinh', null],
  ['to-khai.chaMe', null],
  ['to-khai.giayToVaBanSao', null],
  ['giay-to', null],
  ['ket-qua', null],
  ['xem-lai', 'Total'],
] as const

it.each([
  [PHONE, 360],
  [TABLET, 768],
  [DESK, 1366],
])(
  'shows the form in English, and marks what is Vietnamese, at %o',
  { timeout: 90_000 },
  async (size, width) => {
    const person = await newVisitor(size)
    const { page } = person
    await signInAs(person, 'nguoidan26')
    const address = `/en${await completeDraft(page)}`
    for (const [step, said] of STEPS) {
      await page.goto(address.replace('xem-lai', step))
      await page.getByText(/^Step \d of \d$/).waitFor()
      if (said) await page.getByText(said).first().waitFor()
      if (step === 'giay-to') await page.getByText('Required').first().waitFor()
      await expectEnglish(page)
      await expectFits(page)
      await expectAccessible(page)
      if (step === 'giay-to' || step === 'xem-lai') await picture(page, `portal/en-${step}-${width}`)
    }
    // What is wrong is said in English too.
    await page.goto(address.replace('xem-lai', 'to-khai.nguoiDuocKhaiSinh'))
    const name = page.locator('main input[type="text"], main input:not([type])').first()
    await name.fill('A'.repeat(300))
    await name.blur()
    await page.locator('.mf-error').first().waitFor()
    await expectEnglish(page)
    await picture(page, `portal/en-con-sai-${width}`)
    await name.fill('Trần Bảo Ngọc')
    await page.getByText(/^Saved \d\d:\d\d$/).waitFor()
    await page.goto(address)
    await page.getByRole('button', { name: 'File', exact: false }).last().click()
    await page.waitForURL(/\/en\/ho-so\/.*\/bien-nhan$/)
    await expectEnglish(page)
    await picture(page, `portal/en-bien-nhan-${width}`)
    await page.goto(page.url().replace('/bien-nhan', ''))
    await page.getByText('Filed', { exact: true }).first().waitFor()
    await expectEnglish(page)
    await expectFits(page)
    await picture(page, `portal/en-theo-doi-${width}`)
    await person.close()
  },
)

/** Texts and spoken names in the main part that look Vietnamese stand in elements that say so. */
async function expectEnglish(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const looksVietnamese = (text: string | null) =>
      /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i.test(text ?? '')
    const isMarked = (element: Element | null) => element?.closest('[lang]')?.getAttribute('lang') === 'vi'
    const main = document.querySelector('main')!
    const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
    const texts: string[] = []
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const parent = node.parentElement!
      if (parent.closest('script, style, noscript') || isMarked(parent)) continue
      if (looksVietnamese(node.nodeValue)) texts.push(node.nodeValue!.trim())
    }
    for (const element of main.querySelectorAll('[aria-label], [placeholder], [title]')) {
      if (isMarked(element)) continue
      for (const name of ['aria-label', 'placeholder', 'title'])
        if (looksVietnamese(element.getAttribute(name))) texts.push(`${name}: ${element.getAttribute(name)}`)
    }
    return texts
  })
  expect(found, page.url()).toEqual([])
}
