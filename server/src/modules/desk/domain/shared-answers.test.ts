import { readFileSync } from 'node:fs'
import { compileForm } from '@motcua/rules/compile'
import { expect, it } from 'vitest'
import { sharedAnswers } from './shared-answers.ts'

const read = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../../../../demo/procedures/${file}`, import.meta.url), 'utf8'))

it.each([
  [
    '2.000815',
    '1-ban-giay.json',
    { loaiBanSao: 'giay', khongThuocTruongHopCam: true, camDoan: true },
    ['Nguyễn', '0661', '0900'],
  ],
  [
    '1.001193',
    '1-thong-thuong.json',
    { hoanCanh: 'thongThuong', nguoiYeuCau: { quanHe: 'me' }, con: { quocTich: 'VN' } },
    ['Nguyễn', 'Trần', '0661', '2025-12', '1990', '0900'],
  ],
])('keeps of %s what the next person answers too', (code, example, kept, personal) => {
  const form = compileForm(read(`${code}/form.json`))
  const answers = sharedAnswers(form, read(`${code}/examples/${example}`).body.answers)
  expect(answers).toMatchObject(kept)
  for (const text of personal) expect(JSON.stringify(answers)).not.toContain(text)
})
