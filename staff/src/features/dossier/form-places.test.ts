import type { CompiledForm } from '@motcua/rules'
import { describe, expect, it } from 'vitest'
import { placesOf } from './form-places.ts'

const text = (key: string, vi: string) => ({ key, type: 'text', label: { vi, en: vi } })
const form = {
  sections: [
    {
      fields: [
        text('lyDo', 'Lý do'),
        { key: 'tuoi', type: 'computed', label: { vi: 'Tuổi', en: 'Age' } },
        { key: 'me', type: 'group', label: { vi: 'Mẹ', en: 'Mother' }, fields: [text('hoTen', 'Họ và tên')] },
        {
          key: 'con',
          type: 'repeat',
          label: { vi: 'Con', en: 'Child' },
          fields: [text('hoTen', 'Họ và tên')],
        },
      ],
    },
  ],
} as unknown as CompiledForm

describe('placesOf', () => {
  it('names every answer of the form, row by row, and nothing that is computed', () => {
    expect(placesOf(form, { con: [{ hoTen: 'A' }, {}] })).toEqual([
      { pointer: '/lyDo', label: 'Lý do' },
      { pointer: '/me/hoTen', label: 'Mẹ, họ và tên' },
      { pointer: '/con/0/hoTen', label: 'Con 1, họ và tên' },
      { pointer: '/con/1/hoTen', label: 'Con 2, họ và tên' },
    ])
  })

  it('finds nothing in rows that are none', () => {
    expect(placesOf(form, { con: 'x', me: [] }).map(({ pointer }) => pointer)).toEqual(['/lyDo', '/me/hoTen'])
  })
})
