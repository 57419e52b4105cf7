import { describe, expect, it } from 'vitest'
import { runForm } from './form/run.ts'
import { readStepForm, stepForm, writeStepForm } from './step-form.ts'

const TEXT = 'ngayKiemTra:date!:Ngày kiểm tra: thực địa;dienTich:number:Diện tích (m²);dat:boolean:Đạt'

describe('the questions of a step', () => {
  it('are read from their attribute and written back', () => {
    const questions = readStepForm(TEXT)!
    expect(questions).toEqual([
      { key: 'ngayKiemTra', kind: 'date', required: true, label: 'Ngày kiểm tra: thực địa' },
      { key: 'dienTich', kind: 'number', required: false, label: 'Diện tích (m²)' },
      { key: 'dat', kind: 'boolean', required: false, label: 'Đạt' },
    ])
    expect(writeStepForm(questions)).toBe(TEXT)
    expect(writeStepForm([])).toBeUndefined()
    const [first] = questions
    expect(writeStepForm([{ ...first!, label: 'Một; hai' }])).toBe('ngayKiemTra:date!:Một, hai')
  })

  it.each([
    ['phieu'],
    [''],
    ['a:text'],
    ['a:text:'],
    ['a:mau:Màu'],
    ['1a:text:Số'],
    ['a:text:Một;a:text:Hai'],
    ['a:text:Một;;'],
    [`a:text:${'dài'.repeat(67)}`],
    [Array.from({ length: 21 }, (_, i) => `a${i}:text:Câu`).join(';')],
  ])('%s is not such an attribute', (text) => expect(readStepForm(text)).toBeUndefined())

  it('are checked as a form is', () => {
    const form = stepForm(TEXT)!
    const run = (answers: object) => runForm(form, answers, { today: '2026-01-05' })
    expect(run({ dienTich: '125,5', ngayKiemTra: '05/01/2026', la: 1 })).toMatchObject({
      answers: { dienTich: 125.5, ngayKiemTra: '2026-01-05' },
      errors: [],
    })
    expect(run({ dat: true }).errors).toMatchObject([{ pointer: '/ngayKiemTra', code: 'required' }])
    expect(stepForm(null)).toBeNull()
    expect(stepForm('phieu')).toBeNull()
  })
})
