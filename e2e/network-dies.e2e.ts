import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import {
  attachPhoto,
  beginFiling,
  expectSaved,
  fillAddress,
  fillChild,
  fillCopies,
  fillMother,
  fillRequester,
  goOn,
  takePhoto,
} from './birth-form.ts'
import {
  expectAccessible,
  expectFits,
  newVisitor,
  PASSWORD,
  PHONE,
  picture,
  signInAs,
  useBrowser,
  type Visitor,
} from './browser.ts'

useBrowser()

const WAITING = /^Mất mạng\. Nội dung vừa khai được giữ trên máy này/

it('loses nothing and files once when the network dies at every step', { timeout: 240_000 }, async () => {
  const citizen = await newVisitor(PHONE)
  const { context, page } = citizen
  await signInAs(citizen, 'nguoidan5')
  const before = (await dossiersOf(citizen)).length

  await beginFiling(page, '1.001193')
  await context.setOffline(true)
  await page.getByLabel('Cơ quan giải quyết').selectOption({ label: 'UBND xã Sông Hinh' })
  await page.getByText(WAITING).waitFor()
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, 'portal/mat-mang')
  // Without a network one still gets on, and types.
  await goOn(page, 'Người yêu cầu')
  await page.getByRole('textbox', { name: 'Số định danh cá nhân' }).fill('066194000005')
  await context.setOffline(false)
  await expectSaved(page)
  expect(await draftOf(page)).toMatchObject({
    competentUnit: 'songhinh',
    answers: { nguoiYeuCau: { soDinhDanh: '066194000005' } },
  })

  // The page is closed before the network is back: another visit sends what this browser kept.
  await context.setOffline(true)
  await fillStreet(page, 'Buôn Hai Riêng')
  await page.getByText(WAITING).waitFor()
  const address = page.url()
  await page.close()
  await context.setOffline(false)
  const again = await context.newPage()
  again.setDefaultTimeout(15_000)
  await again.goto(address)
  await expectSaved(again)
  expect(await draftOf(again)).toMatchObject({
    answers: { nguoiYeuCau: { noiCuTru: { text: 'Buôn Hai Riêng' } } },
  })
  await fillRequester(again, { idNumber: '066194000005' })
  await goOn(again, 'Người được khai sinh')

  // The session ends in the middle.
  await fillChild(again, 'Niê Hạnh Dung')
  await expectSaved(again)
  await context.request.delete(new URL('/api/v1/session', address).href)
  await again.getByLabel('Họ, chữ đệm, tên của con').fill('Niê Hạnh Nguyên')
  await again.getByText('Phiên đăng nhập đã hết hạn').waitFor()
  await expectFits(again)
  await expectAccessible(again)
  await picture(again, 'portal/het-phien')
  await again.getByLabel('Tên đăng nhập').fill('nguoidan5')
  await again.getByLabel('Mật khẩu').fill(PASSWORD)
  await again.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await expectSaved(again)
  expect(await draftOf(again)).toMatchObject({ answers: { con: { hoTen: 'Niê Hạnh Nguyên' } } })

  // Text that no one can see, and far too much of it.
  const name = again.getByLabel('Họ, chữ đệm, tên của con')
  await name.fill('Niê \u202eHạnh\u200b Nguyên')
  await again.getByText('Chữ dán vào có ký tự ẩn; hệ thống đã bỏ các ký tự đó.').waitFor()
  await name.blur()
  expect(await name.inputValue()).toBe('Niê Hạnh Nguyên')
  await name.fill('A'.repeat(5000))
  await name.blur()
  await again.getByText('“Họ, chữ đệm, tên của con” chỉ được có tối đa 100 ký tự.').waitFor()
  await name.fill('Niê Hạnh Nguyên')
  await goOn(again, 'Cha, mẹ')
  await fillMother(again, "H'Mai Niê")
  await goOn(again, 'Giấy tờ và bản sao')
  await fillCopies(again)

  // The list of papers, then the pieces of the photograph.
  await context.setOffline(true)
  await goOn(again, 'Giấy tờ kèm theo')
  await again.getByText('Cần có mạng để xác định giấy tờ phải nộp').waitFor()
  await context.setOffline(false)
  await again.getByRole('heading', { name: 'Giấy chứng sinh' }).waitFor()
  let broken = 2
  await again.route('**/api/v1/uploads/*', (route) =>
    route.request().method() === 'PATCH' && broken-- > 0
      ? route.abort('internetdisconnected')
      : route.continue(),
  )
  await attachPhoto(again, 'Giấy chứng sinh', await takePhoto(again, 1200, 900))
  expect(broken).toBeLessThanOrEqual(0)
  // A file that is not what its name says.
  await again.getByLabel('Chọn tệp khác: Giấy chứng sinh').setInputFiles({
    name: 'gia.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('<html>không phải PDF</html>'),
  })
  await again.locator('.mf-file .mf-error').waitFor()
  await picture(again, 'portal/tep-sai')
  await again.getByRole('link', { name: 'giay-chung-sinh.jpg' }).waitFor()
  await goOn(again, 'Nhận kết quả')
  await again.getByRole('radio', { name: 'Tại quầy' }).check()
  await goOn(again, 'Xem lại và nộp')
  await again.getByText('Tổng cộng').waitFor()

  // The dossier arrives, its answer does not.
  let lost = 1
  await again.route('**/api/v1/dossiers', async (route) => {
    if (route.request().method() !== 'POST' || lost-- <= 0) return route.continue()
    await route.fetch()
    return route.abort('connectionreset')
  })
  await again.getByRole('button', { name: 'Nộp hồ sơ', exact: true }).click()
  await again.getByText('Mạng gián đoạn khi đang nộp').waitFor()
  await picture(again, 'portal/dang-nop-lai')
  await again.waitForURL(/\/bien-nhan$/)
  expect(await dossiersOf(citizen)).toHaveLength(before + 1)
  await citizen.close()
})

it('brings together what two tabs write into one draft, and asks about what both changed', {
  timeout: 120_000,
}, async () => {
  const citizen = await newVisitor(PHONE)
  const { context, page } = citizen
  await signInAs(citizen, 'nguoidan6')
  await beginFiling(page, '1.001193')
  await page.getByLabel('Cơ quan giải quyết').selectOption({ label: 'UBND xã Sông Hinh' })
  await goOn(page, 'Người yêu cầu')
  await expectSaved(page)
  const other = await context.newPage()
  other.setDefaultTimeout(15_000)
  await other.goto(page.url())
  await other.getByRole('heading', { level: 2, name: 'Người yêu cầu' }).waitFor()

  // Both at once, the second without having seen the first.
  await other.route('**/api/v1/drafts/*', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  )
  await page.getByRole('textbox', { name: 'Số định danh cá nhân' }).fill('066191000006')
  await fillAddress(page, 'Nơi cư trú', 'Buôn Hai Riêng')
  await expectSaved(page)
  await other.getByRole('textbox', { name: 'Số định danh cá nhân' }).fill('066091000006')
  await other.getByText('Có nội dung vừa được sửa ở nơi khác').waitFor()
  await other.getByText('“Số định danh cá nhân”: ở thẻ hoặc thiết bị khác đã ghi “066191000006”.').waitFor()
  await expectFits(other)
  await expectAccessible(other)
  await picture(other, 'portal/hai-the')
  // What only the first tab wrote has come over by itself.
  expect(await other.getByLabel('Số nhà, đường').inputValue()).toBe('Buôn Hai Riêng')
  await other.getByRole('button', { name: 'Dùng nội dung đó' }).click()
  await expectSaved(other)
  expect(await other.getByRole('textbox', { name: 'Số định danh cá nhân' }).inputValue()).toBe('066191000006')
  expect(await draftOf(other)).toMatchObject({ answers: { nguoiYeuCau: { soDinhDanh: '066191000006' } } })
  await citizen.close()
})

async function fillStreet(page: Page, street: string): Promise<void> {
  await page.getByLabel('Số nhà, đường').fill(street)
}

/** The draft of the open wizard, as the server has it. */
async function draftOf(page: Page): Promise<unknown> {
  const { searchParams, origin } = new URL(page.url())
  const answer = await page.context().request.get(`${origin}/api/v1/drafts/${searchParams.get('nhap')}`)
  expect(answer.status()).toBe(200)
  return (await answer.json()).body
}

async function dossiersOf({ context }: Visitor): Promise<unknown[]> {
  const answer = await context.request.get('/api/v1/dossiers?limit=100')
  return (await answer.json()).items
}
