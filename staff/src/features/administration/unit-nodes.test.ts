import { describe, expect, it } from 'vitest'
import type { Unit } from '../../lib/types.ts'
import { ownUnits, treeOf } from './unit-nodes.ts'

const unit = (ref: string, name: string, parent: string | null): Unit =>
  ({ id: ref, ref, name, parent, code: null, kind: 'other', validFrom: null, validTo: null }) as Unit

const UNITS = [
  unit('phong', 'Phòng Kinh tế', 'xa'),
  unit('xa', 'Xã Ea Kar', 'tinh'),
  unit('tinh', 'Tỉnh', null),
  unit('dak', 'Xã Đắk Liêng', 'tinh'),
  unit('le', 'Trạm của đơn vị đã đóng', 'dadong'),
]

describe('treeOf', () => {
  it('hangs units below the one above, in the order of Vietnamese names, and loses none', () => {
    const [tinh, le] = treeOf(UNITS)
    expect(tinh!.below.map((node) => node.unit.ref)).toEqual(['dak', 'xa'])
    expect(tinh!.below[1]!.below.map((node) => node.unit.ref)).toEqual(['phong'])
    expect(le!.unit.ref).toBe('le')
  })
})

describe('ownUnits', () => {
  const grant = (role: string, ref: string) => ({ role, unit: ref })
  it('are those administered and those below them', () => {
    const own = (...grants: ReturnType<typeof grant>[]) => ownUnits(UNITS, grants).map(({ ref }) => ref)
    expect(own(grant('quantri', 'xa'))).toEqual(['xa', 'phong'])
    expect(own(grant('quantri', 'tinh'))).toEqual(['tinh', 'dak', 'xa', 'phong'])
    expect(own(grant('lanhdao', 'tinh'))).toEqual([])
  })
})
