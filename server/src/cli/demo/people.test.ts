import { checkCitizenNumber, parsePhone, parseTaxCode } from '@motcua/rules'
import { describe, expect, it } from 'vitest'
import { ROLES } from '../../modules/organisations/index.ts'
import { demoPeople } from './people.ts'
import { demoUnits } from './units.ts'

const { staff, citizens, businesses } = demoPeople()
const POSTED = ['tiepnhan', 'chuyenvien', 'truongphong', 'lanhdao', 'vanthu']

describe('officers', () => {
  it('are five in each unit below the province, a principal in each school, and two for all', () => {
    const below = demoUnits().filter((u) => u.parent !== undefined)
    const isSchool = (key: string) => key.startsWith('thcs')
    const units = below.filter((u) => !isSchool(u.key))
    const schools = below.filter((u) => isSchool(u.key)).map((u) => `lanhdao.${u.key}`)
    const expected = units.flatMap((u) => POSTED.map((role) => `${role}.${u.key}`))
    expect(staff.map((s) => s.username).sort()).toEqual(
      [...expected, ...schools, 'quantri', 'kiemtra'].sort(),
    )
    expect(new Set(staff.map((s) => s.name)).size).toBe(staff.length)
  })

  it('hold known roles in the unit of their name', () => {
    for (const { username, role, unit, alsoIn } of staff) {
      expect(ROLES).toContain(role)
      if (POSTED.includes(role)) expect(username).toBe(`${role}.${unit}`)
      expect(alsoIn ?? []).toEqual(unit === 'trungtam' ? ['datdai'] : [])
    }
  })
})

describe('citizens and businesses', () => {
  it('are 200 and 5, the same on every call', () => {
    expect([citizens.length, businesses.length]).toEqual([200, 5])
    expect(demoPeople().citizens).toEqual(citizens)
    expect(citizens[0]).toMatchObject({
      username: 'nguoidan1',
      name: 'Nguyễn Thị Hoà',
      idNumber: '066190000001',
    })
    expect(citizens[199]).toMatchObject({ username: 'nguoidan200', phone: '0900000200' })
  })

  it('have numbers of their own, true to sex and year, with serials that are never drawn', () => {
    expect(new Set(citizens.map((c) => c.idNumber)).size).toBe(200)
    for (const { idNumber, birthDate, phone } of citizens) {
      expect(checkCitizenNumber(idNumber, { birthDate: birthDate! })).toEqual({})
      expect(idNumber).toMatch(/^066\d{3}000\d{3}$/)
      expect(parsePhone(phone)?.value).toBe(phone)
    }
  })

  it('have tax codes with a right check digit but of no province', () => {
    // Old provinces are 01 to 64: no code begins with 99, and forms can still check the digit.
    for (const { idNumber } of businesses) {
      expect(parseTaxCode(idNumber)).toBe(idNumber)
      expect(idNumber).toMatch(/^99/)
    }
  })

  it('have names in composed letters and full tones', () => {
    for (const { name } of [...staff, ...citizens, ...businesses]) {
      expect(name).toBe(name.normalize('NFC'))
      expect(name).toMatch(/^[\p{Lu}][\p{L}'’ ]+$/u)
    }
  })
})
