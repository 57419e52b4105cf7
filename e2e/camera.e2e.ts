import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { renderSVG } from 'uqr'
import { afterAll, expect, inject, it } from 'vitest'
import { DESK, expectAccessibleInBoth, newVisitor, picture, signInAs, useBrowser } from './browser.ts'
import { CHROMIUM_ARGS } from './chromium.mjs'

/** The card of a person whom the population database of the demo province knows. */
const CARD = '066190000001||Nguyễn Thị Hoà|03021990|Nữ|Buôn Thô, xã Sông Hinh, tỉnh Đắk Lắk|10052021'

const folder = mkdtempSync(join(tmpdir(), 'motcua-camera-'))
useBrowser(async () => [`--use-file-for-fake-video-capture=${await filmOf(CARD)}`])
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a camera sees that looks at the QR of a card. @returns the file of the film */
async function filmOf(text: string): Promise<string> {
  const svg = renderSVG(text, { border: 4 })
  const browser = await chromium.launch({ executablePath: inject('chromium'), args: CHROMIUM_ARGS })
  const page = await browser.newPage({ viewport: { width: 640, height: 480 } })
  await page.setContent(`<style>body { margin: 0 } svg { height: 100vh; width: 100vw }</style>${svg}`)
  const frame = await page.screenshot({ type: 'jpeg', quality: 90 })
  await browser.close()
  const file = join(folder, 'card.mjpeg')
  writeFileSync(file, Buffer.concat([frame, frame]))
  return file
}

it('reads a card by camera, asks the register, photographs a paper, takes a scanned one, and prints', async () => {
  const officer = await newVisitor(DESK)
  await signInAs(officer, 'tiepnhan.songhinh')
  const { page, context } = officer
  await page.goto('/can-bo/tiep-nhan')
  await page.getByRole('button', { name: 'Quét bằng máy ảnh' }).click()
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('#person-name')?.value === 'Nguyễn Thị Hoà',
  )
  // The card is read, so the camera goes; what earlier dossiers know is marked.
  await page.locator('video').waitFor({ state: 'detached' })
  await page.getByText('từ hồ sơ trước').waitFor()

  await page.locator('#procedure-search').fill('sy')
  await page.keyboard.press('Enter')
  await page.getByText('Khớp với Cơ sở dữ liệu quốc gia về dân cư.').waitFor()
  await page.getByText('Lấy từ Cơ sở dữ liệu quốc gia về dân cư').first().waitFor()
  // By its code, or by its submission number while it waits for acceptance: other journeys file for her too.
  await page
    .getByText(/Lấy từ hồ sơ \S+\d/)
    .first()
    .waitFor()
  await expectAccessibleInBoth(page)
  await picture(page, 'intake-registers')
  await page.keyboard.press('1')
  await page.locator('[id$=soTrang]').fill('2')
  await page.locator('[id$=soBan]').fill('1')

  const papers = page.locator('.intake-papers li')
  await papers.first().getByRole('button', { name: /^Chụp/ }).click()
  await page.locator('video').waitFor()
  await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0)
  await page.getByRole('dialog').getByRole('button', { name: 'Chụp' }).click()
  await page.getByText(/Đã có tệp .*\.jpg/).waitFor()
  const scanned = { name: 'quet.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') }
  await papers.nth(1).locator('input[type=file]').setInputFiles(scanned)
  await page.getByText('Đã có tệp quet.pdf').waitFor()

  // While a dialog still fades away, the keys are its own.
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Enter')
  const code = page.locator('#received [data-code]')
  await code.waitFor()
  // The receipt lies in the frame that went to the printer.
  await page.frameLocator('#motcua-print').locator('img').first().waitFor({ state: 'attached' })
  const id = (await code.getAttribute('href'))!.split('/').at(-1)
  const dossier = await (await context.request.get(`/api/v1/dossiers/${id}`)).json()
  expect(dossier.papers.filter((paper: { fileId: string | null }) => paper.fileId)).toHaveLength(2)
  const kinds = dossier.sources.map((one: { pointer: string; kind: string }) => [one.pointer, one.kind])
  expect(kinds).toContainEqual(['/nguoiYeuCau/hoTen', 'population'])
  expect(kinds).toContainEqual(['/nguoiYeuCau/dienThoai', 'dossier'])

  // The next time nothing is asked for again: the paper of the same name is taken from this dossier.
  await page.locator('#person-idNumber').fill('066190000001')
  await page.keyboard.press('Enter')
  await page.getByText('từ hồ sơ trước').first().waitFor()
  await page.locator('#procedure-search').fill('sy')
  await page.keyboard.press('Enter')
  const kept = dossier.papers[1]
  await page.getByRole('button', { name: `Dùng lại giấy đã nộp: ${kept.name}` }).click()
  await expectAccessibleInBoth(page)
  await picture(page, 'intake-reuse')
  await page.getByRole('menuitem').first().click()
  await page.getByText(`Đã có tệp ${kept.name} (${dossier.code})`).waitFor()
  await officer.close()
})
