import { compileForm } from '@motcua/rules/compile'
import { describe, expect, it } from 'vitest'
import { questionOf } from './register-question.ts'

const words = (vi: string) => ({ vi, en: vi })
const form = compileForm({
  key: 'thu',
  title: words('Tờ khai'),
  sections: [
    {
      key: 'chung',
      title: words('Người yêu cầu'),
      fields: [
        {
          ...{ key: 'nguoi', type: 'group', label: words('Người yêu cầu') },
          fields: [
            { key: 'hoTen', type: 'text', label: words('Họ và tên'), autocomplete: 'name' },
            { key: 'ngaySinh', type: 'date', label: words('Ngày sinh'), autocomplete: 'bday' },
          ],
        },
      ],
    },
  ],
})
const born = (ngaySinh: string) => ({ nguoi: { ngaySinh } })
const card = {
  idNumber: '066190000001',
  fullName: 'Nguyễn Thị Hoà',
  birthDate: '1990-02-03',
  sex: 'female' as const,
  address: 'Buôn Thô',
  issuedOn: '2021-05-10',
}
const HOA = { card: null, idNumber: '066190000001', name: 'Nguyễn Thị Hoà', answers: born('1990-02-03') }

describe('what the registers are asked', () => {
  it.each([
    [
      'a typed person with a birth date',
      HOA,
      { person: { idNumber: '066190000001', name: 'Nguyễn Thị Hoà', birthDate: '1990-02-03' } },
    ],
    ['a number in groups', { ...HOA, idNumber: '066 190 000 001' }, { person: { idNumber: '066190000001' } }],
    ['nothing without a birth date', { ...HOA, answers: {} }, null],
    ['nothing while the date is being typed', { ...HOA, answers: born('3/2/19') }, null],
    ['nothing without a name', { ...HOA, name: ' ' }, null],
    ['nothing while the number is being typed', { ...HOA, idNumber: '06619000' }, null],
    ['a company by its tax code', { ...HOA, idNumber: '0100109106', answers: {} }, { taxCode: '0100109106' }],
    ['a branch', { ...HOA, idNumber: '0100109106001' }, { taxCode: '0100109106-001' }],
    ['nothing for a tax code that cannot be', { ...HOA, idNumber: '0100109107' }, null],
  ])('%s', (_, draft, expected) => {
    const question = questionOf(draft, form)
    if (expected === null) expect(question).toBeNull()
    else expect(question).toMatchObject(expected)
  })

  it('the text of the card, when one was scanned', () =>
    expect(questionOf({ ...HOA, card: { card, doubts: [] } as never }, form)).toEqual({
      cardQr: '066190000001||Nguyễn Thị Hoà|03021990|Nữ|Buôn Thô|10052021',
    }))
})
