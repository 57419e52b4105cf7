import { writeStepForm } from '@motcua/rules'
import { describe, expect, it } from 'vitest'
import { keyFor, outcomeOf, readOutcomes, readQuestions, writeOutcomes } from './step-settings.ts'

describe('questions of a step', () => {
  it('are kept while they are written, as far as they are', () => {
    const text = 'cauHoi:date!:;ghiChu:multiline:Ghi '
    const questions = readQuestions(text)
    expect(questions).toEqual([
      { key: 'cauHoi', kind: 'date', required: true, label: '' },
      { key: 'ghiChu', kind: 'multiline', required: false, label: 'Ghi ' },
    ])
    expect(writeStepForm(questions)).toBe(text)
    expect(readQuestions('')).toEqual([])
  })
})

describe('outcomes of a step', () => {
  it('are read and written the same', () => {
    const text = 'duyet:Ký duyệt;tralai:Trả '
    expect(readOutcomes(text)).toEqual([
      { key: 'duyet', name: 'Ký duyệt' },
      { key: 'tralai', name: 'Trả ' },
    ])
    expect(writeOutcomes(readOutcomes(text))).toBe(text)
    expect(readOutcomes(undefined)).toEqual([])
    expect(writeOutcomes([])).toBeUndefined()
  })
  it('never break the list by their names', () =>
    expect(writeOutcomes([{ key: 'a', name: 'Đạt; có điều kiện: 1' }])).toBe('a:Đạt, có điều kiện, 1'))
  it.each([
    ['Trả lại', [], 'tralai'],
    ['Đạt', ['dat'], 'dat2'],
    ['123', [], 'ket_qua'],
  ])('get a key: %s', (name, taken, key) => expect(keyFor(name, taken)).toBe(key))
  it.each([
    ['outcome = "tralai"', 'tralai'],
    ['= outcome="x"', 'x'],
    ['outcome = "x" and a > 1', null],
  ])('are found in %s', (text, key) => expect(outcomeOf(text)).toBe(key))
})
