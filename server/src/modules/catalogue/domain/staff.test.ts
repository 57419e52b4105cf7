import { describe, expect, it } from 'vitest'
import { type Staff, staffGaps } from './staff.ts'

const step = (id: string, unit: string, ...roles: string[]) => ({ id, name: null, step: { unit, roles } })
const staff = (places: Record<string, string[]>, held: Record<string, string[]>): Staff => ({
  places: Object.fromEntries(
    Object.entries(places).map(([name, ids]) => [name, ids.map((id) => ({ id, name: id.toUpperCase() }))]),
  ),
  held: new Map(Object.entries(held).map(([id, roles]) => [id, new Set(roles)])),
})
const STEPS = [
  step('nhan', 'receiving', 'tiepnhan'),
  step('xem', 'competent', 'chuyenvien', 'truongphong'),
  step('ky', 'competent', 'lanhdao'),
]
const ALL = ['tiepnhan', 'chuyenvien', 'lanhdao']

describe('staffGaps', () => {
  it.each([
    ['all roles held', { a: ALL, b: ALL }, [], []],
    ['one of several roles is enough', { a: ['tiepnhan', 'truongphong', 'lanhdao'], b: ALL }, [], []],
    ['a unit without a head is left out', { a: ['tiepnhan', 'chuyenvien'], b: ALL }, ['a'], []],
    ['a desk without staff is told only', { a: ['chuyenvien', 'lanhdao'], b: ALL }, [], []],
  ])('%s', (_, held: Record<string, string[]>, unstaffed, refused) => {
    const places = { competent: ['a', 'b'], receiving: ['a', 'b'], return: ['a', 'b'] }
    expect(staffGaps(STEPS, staff(places, held))).toMatchObject({ unstaffed, refused })
  })

  it('names unit, step and role of every gap', () => {
    const places = { competent: ['a', 'b'], receiving: ['a'] }
    const { gaps } = staffGaps(STEPS, staff(places, { a: ['lanhdao'], b: ALL }))
    expect(gaps.map(({ unitId, step, roles }) => [unitId, step, roles.join()])).toEqual([
      ['a', 'nhan', 'tiepnhan'],
      ['a', 'xem', 'chuyenvien,truongphong'],
    ])
  })

  it('refuses when no unit can decide, when a named unit has nobody, when there is no unit at all', () => {
    const apart = { a: ['tiepnhan', 'chuyenvien'], b: ['tiepnhan', 'lanhdao'] }
    const both = { competent: ['a', 'b'], receiving: ['a', 'b'] }
    expect(staffGaps(STEPS, staff(both, apart)).refused).toEqual([
      'bước “ky” (ky): ở A chưa ai giữ vai trò lanhdao.',
      'bước “xem” (xem): ở B chưa ai giữ vai trò chuyenvien, truongphong.',
    ])
    const named = [...STEPS, step('hoi', 'so', 'chuyenvien')]
    const withOffice = staff({ ...both, so: ['s'] }, { a: ALL, b: ALL, s: ['tiepnhan'] })
    expect(staffGaps(named, withOffice).refused).toEqual([
      'bước “hoi” (hoi): ở S chưa ai giữ vai trò chuyenvien.',
    ])
    expect(staffGaps(STEPS, staff({ competent: [], receiving: ['a'] }, { a: ALL })).refused).toEqual([
      'không có đơn vị nào là “competent”.',
    ])
  })
})
