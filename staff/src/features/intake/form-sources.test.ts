import { readFileSync } from 'node:fs'
import { compileForm } from '@motcua/rules/compile'
import { describe, expect, it } from 'vitest'
import { provenSources, sourcesOfChange, withoutProposals, withProposals } from './form-sources.ts'
import type { Proposal } from './requests.ts'

const form = compileForm(
  JSON.parse(
    readFileSync(new URL('../../../../demo/procedures/2.000815/form.json', import.meta.url), 'utf8'),
  ),
)
const NAME = '/nguoiYeuCau/hoTen'
const HOME = '/nguoiYeuCau/diaChi'
const population = { kind: 'population' as const, askedAt: '2026-11-26T01:00:00.000Z' }
const proposal = (pointer: string, value: unknown): Proposal => ({
  ...{ pointer, value, source: population, at: '2026-11-26T01:00:00.000Z', proof: `proof of ${pointer}` },
})
const HOA = proposal(NAME, 'Nguyễn Thị Hoà')
const BUON = proposal(HOME, { province: '66', commune: '22207', text: 'Buôn Thô' })

describe('sources of what is filled in', () => {
  it('marks the fields that a card or an earlier dossier filled', () => {
    const before = { nguoiYeuCau: { dienThoai: '0911111111' } }
    const after = {
      nguoiYeuCau: { dienThoai: '0911111111', hoTen: 'Lê Văn Mít', diaChi: { province: '66' } },
    }
    const card = { kind: 'card' as const }
    expect(sourcesOfChange(form, before, after, ({ type }) => (type === 'address' ? null : card))).toEqual({
      [NAME]: { source: card },
    })
  })
})

describe('what the registers propose', () => {
  it('fills what is empty, and what was only filled in', () => {
    const answers = { nguoiYeuCau: { diaChi: { province: '66', text: 'Buôn Cũ' } } }
    const filled = withProposals(answers, { [HOME]: { source: { kind: 'card' } } }, [HOA, BUON])
    expect(filled.answers).toEqual({ nguoiYeuCau: { hoTen: HOA.value, diaChi: BUON.value } })
    expect(Object.keys(provenSources(filled.sources)).sort()).toEqual([HOME, NAME].sort())
  })

  it('leaves what somebody typed, and marks it when it is the same', () => {
    const typed = {
      nguoiYeuCau: {
        hoTen: 'Nguyễn Thị Hòa',
        diaChi: { text: 'Buôn Thô', province: '66', commune: '22207' },
      },
    }
    const filled = withProposals(typed, {}, [HOA, BUON])
    expect(filled.answers).toEqual(typed)
    expect(Object.keys(filled.sources)).toEqual([HOME])
  })

  it('goes with the person it is about', () => {
    const filled = withProposals({ mucDich: 'Xin việc' }, {}, [HOA])
    const left = withoutProposals(filled.answers, {
      ...filled.sources,
      '/mucDich': { source: { kind: 'card' } },
    })
    expect(left).toEqual({
      answers: { mucDich: 'Xin việc', nguoiYeuCau: {} },
      sources: { '/mucDich': { source: { kind: 'card' } } },
    })
  })
})
