import { describe, expect, it } from 'vitest'
import { compileForm } from '../compile.ts'
import { addressesIn, runForm } from '../index.ts'

describe('addresses looked up in the list of units', () => {
  const words = (vi: string) => ({ vi, en: vi })
  const form = compileForm({
    key: 'dia-chi',
    title: words('Địa chỉ'),
    sections: [
      {
        key: 'chung',
        title: words('Chung'),
        fields: [
          { key: 'noi', type: 'address', label: words('Nơi ở'), level: 'commune' },
          {
            key: 'khac',
            type: 'repeat',
            label: words('Nơi khác'),
            fields: [{ key: 'o', type: 'address', label: words('Ở'), level: 'province' }],
          },
        ],
      },
    ],
  })
  const answers = {
    noi: { province: '66', commune: '24133', old: 'Huyện cũ' },
    khac: [{ o: { province: '54' } }],
  }

  it('lists the places', () =>
    expect(addressesIn(form, answers)).toEqual([{ province: '66', commune: '24133' }, { province: '54' }]))

  it('tells what the look-up says, at its place', () => {
    const address = ({ province }: { province: string }) =>
      province === '54' ? words('Nay là Đắk Lắk.') : undefined
    const { errors, answers: kept } = runForm(form, answers, { today: '2026-11-05', address })
    expect(errors).toEqual([{ pointer: '/khac/0/o', code: 'address_area', message: 'Nay là Đắk Lắk.' }])
    expect(kept['noi']).toEqual(answers.noi)
  })
})
