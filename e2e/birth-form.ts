import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Opens the filing of a procedure and begins a draft; the person is signed in. */
export async function beginFiling(page: Page, code: string): Promise<void> {
  await page.goto(`/nop-ho-so/${code}`)
  await page.getByRole('button', { name: /Bắt đầu khai|Khai hồ sơ mới/ }).click()
  await page.getByRole('heading', { name: 'Trường hợp và người nộp' }).waitFor()
}

/** Goes on and waits for the next page of the wizard. */
export async function goOn(page: Page, heading: string): Promise<void> {
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByRole('heading', { level: 2, name: heading, exact: true }).waitFor()
}

/** The page says that everything typed is on the server. */
export async function expectSaved(page: Page): Promise<void> {
  await page.getByText(/^Đã lưu \d\d:\d\d$/).waitFor()
}

/** Chooses province and commune of an address, and writes the rest where it is asked. */
export async function fillAddress(page: Page, label: string, street?: string): Promise<void> {
  const address = page.getByRole('group', { name: label })
  await address.getByLabel('Tỉnh, thành phố').selectOption({ label: 'Tỉnh Đắk Lắk' })
  const commune = address.getByLabel('Xã, phường, đặc khu')
  if (await commune.count()) await commune.selectOption({ label: 'Xã Sông Hinh' })
  if (street) await address.getByLabel('Số nhà, đường').fill(street)
}

/** Fills in the topic “Người yêu cầu” of the birth registration. */
export async function fillRequester(page: Page, { idNumber }: { idNumber: string }): Promise<void> {
  await page.getByRole('textbox', { name: 'Số định danh cá nhân' }).fill(idNumber)
  await fillAddress(page, 'Nơi cư trú', 'Buôn Thô')
  await page.getByRole('radio', { name: 'Mẹ' }).check()
}

/** Fills in the child. */
export async function fillChild(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name: 'Thông thường' }).check()
  await page.getByLabel('Họ, chữ đệm, tên của con').fill(name)
  await page.getByLabel('Ngày, tháng, năm sinh').fill(recentDay())
  await page.getByRole('radio', { name: 'Nữ', exact: true }).check()
  await page.getByLabel('Dân tộc').fill('Kinh')
  await page.getByLabel('Quốc tịch').selectOption({ label: 'Việt Nam' })
  await fillAddress(page, 'Nơi sinh')
  await fillAddress(page, 'Quê quán')
}

/** Fills in the mother; the father is not declared. */
export async function fillMother(page: Page, name: string): Promise<void> {
  await page.getByLabel('Họ, chữ đệm, tên người mẹ').fill(name)
  await page.getByLabel('Ngày sinh người mẹ').fill('03/02/1990')
  await page.getByLabel('Dân tộc').fill('Kinh')
  await fillAddress(page, 'Nơi cư trú', 'Buôn Thô')
  await page.getByRole('group', { name: 'Có khai thông tin người cha' }).getByLabel('Không').check()
}

/** Fills in copies and the declaration. */
export async function fillCopies(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Giấy chứng sinh bản giấy' }).check()
  await page.getByLabel('Số bản sao Giấy khai sinh cần cấp').fill('2')
  await page.getByLabel(/^Tôi cam đoan/).check()
}

/** Attaches a photograph as a paper and waits until it has arrived. */
export async function attachPhoto(page: Page, paper: string, photo: Buffer): Promise<void> {
  await page
    .getByLabel(`Chọn tệp hoặc chụp ảnh: ${paper}`)
    .setInputFiles({ name: 'giay-chung-sinh.jpg', mimeType: 'image/jpeg', buffer: photo })
  await page.getByRole('link', { name: 'giay-chung-sinh.jpg' }).waitFor()
}

/** A photograph that the browser draws: noise, so that it is as heavy as one of a telephone. */
export async function takePhoto(page: Page, width: number, height: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([w, h]) => {
      const canvas = document.createElement('canvas')
      canvas.width = w!
      canvas.height = h!
      const pen = canvas.getContext('2d')!
      const image = pen.createImageData(w!, h!)
      for (let i = 0; i < image.data.length; i++) image.data[i] = (i * 2654435761) >>> 24
      pen.putImageData(image, 0, 0)
      return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!
    },
    [width, height],
  )
  const photo = Buffer.from(base64, 'base64')
  expect(photo.length).toBeGreaterThan(1000)
  return photo
}

/** Three days ago, as people write it. */
function recentDay(): string {
  const [year, month, day] = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10).split('-')
  return `${day}/${month}/${year}`
}
