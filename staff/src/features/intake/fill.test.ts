import { readFileSync } from 'node:fs'
import { compileForm } from '@motcua/rules/compile'
import { describe, expect, it } from 'vitest'
import { fillApplicant, fillGroupAt, withDefaults } from './fill.ts'

const formOf = (code: string) =>
  compileForm(
    JSON.parse(
      readFileSync(new URL(`../../../../demo/procedures/${code}/form.json`, import.meta.url), 'utf8'),
    ),
  )

const HOA = {
  name: 'Nguyễn Thị Hoà',
  idNumber: '066190000001',
  phone: '0900000001',
  birthDate: '1990-02-03',
  sex: 'female' as const,
  residence: { province: '66', commune: '22207', text: 'Buôn Thô' },
}

describe('what a card fills in', () => {
  it('fills the applicant of the form, and leaves what is answered', () => {
    expect(fillApplicant(formOf('2.000815'), { nguoiYeuCau: { dienThoai: '0911111111' } }, HOA)).toEqual({
      nguoiYeuCau: {
        hoTen: 'Nguyễn Thị Hoà',
        soDinhDanh: '066190000001',
        dienThoai: '0911111111',
        diaChi: { province: '66', commune: '22207', text: 'Buôn Thô' },
      },
    })
  })

  it('puts right what it filled in before', () => {
    const form = formOf('2.000815')
    const first = fillApplicant(form, {}, { name: 'Nguyễn Thị', phone: '0900000001' })
    const typed = { nguoiYeuCau: { ...(first['nguoiYeuCau'] as object), dienThoai: '0911111111' } }
    const person = { name: 'Nguyễn Thị Hoà', phone: '0900000002' }
    expect(fillApplicant(form, typed, person, { name: 'Nguyễn Thị', phone: '0900000001' })).toEqual({
      nguoiYeuCau: { hoTen: 'Nguyễn Thị Hoà', dienThoai: '0911111111' },
    })
  })

  it('fills the group in which the scanner was held', () => {
    const form = formOf('1.001193')
    const filled = fillGroupAt(form, { me: { hoTen: 'gõ nhầm', danToc: 'Ê Đê' } }, '/me/hoTen', HOA)
    expect(filled).toMatchObject({
      me: {
        hoTen: 'Nguyễn Thị Hoà',
        soDinhDanh: '066190000001',
        ngaySinh: '1990-02-03',
        danToc: 'Ê Đê',
        noiCuTru: { province: '66', commune: '22207' },
      },
    })
    expect(fillGroupAt(form, {}, '/hoanCanh', HOA)).toBeNull()
  })
})

describe('a quick fill', () => {
  it('answers only what has no answer', () => {
    const defaults = { loai: 'giay', nhom: { a: 1, b: 2 }, dong: [{ noiCap: 'vietNam' }], camDoan: true }
    const answers = { loai: 'dienTu', nhom: { a: 5 }, dong: [{ _id: 'a1', soBan: '2' }] }
    expect(withDefaults(answers, defaults)).toEqual({
      loai: 'dienTu',
      nhom: { a: 5, b: 2 },
      dong: [{ _id: 'a1', soBan: '2', noiCap: 'vietNam' }],
      camDoan: true,
    })
    expect(withDefaults({}, defaults)).toEqual(defaults)
  })
})
