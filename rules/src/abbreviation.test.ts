import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { abbreviationScore, findAbbreviated } from './abbreviation.ts'

const PROCEDURES = [
  {
    name: 'Chứng thực bản sao từ bản chính giấy tờ',
    keywords: ['sao y bản chính', 'sao y', 'công chứng bản sao'],
  },
  { name: 'Chứng thực chữ ký', keywords: ['xác nhận chữ ký'] },
  { name: 'Đăng ký khai sinh', keywords: ['làm giấy khai sinh', 'khai sinh'] },
  { name: 'Đăng ký khai tử', keywords: ['báo tử'] },
  { name: 'Đăng ký kết hôn', keywords: ['giấy đăng ký kết hôn'] },
  { name: 'Cấp giấy phép xây dựng nhà ở riêng lẻ', keywords: ['xin phép xây nhà'] },
]
const find = (query: string) =>
  findAbbreviated(query, PROCEDURES, ({ name, keywords }) => [name, ...keywords]).map((p) => p.name)

describe('two or three keys', () => {
  it.each([
    ['sy', 'Chứng thực bản sao từ bản chính giấy tờ'],
    ['SY', 'Chứng thực bản sao từ bản chính giấy tờ'],
    ['ctbs', 'Chứng thực bản sao từ bản chính giấy tờ'],
    ['ck', 'Chứng thực chữ ký'],
    ['ks', 'Đăng ký khai sinh'],
    ['kh', 'Đăng ký kết hôn'],
    ['dkks', 'Đăng ký khai sinh'],
    ['kt', 'Đăng ký khai tử'],
    ['xd', 'Cấp giấy phép xây dựng nhà ở riêng lẻ'],
    ['khai si', 'Đăng ký khai sinh'],
    ['xây nhà', 'Cấp giấy phép xây dựng nhà ở riêng lẻ'],
  ])('%s is %s', (query, name) => expect(find(query)[0]).toBe(name))

  it('finds nothing for what is nothing, and all for no query', () => {
    expect(find('zz')).toEqual([])
    expect(find(' ')).toHaveLength(PROCEDURES.length)
  })

  it('finds every text by its initials and by itself', () =>
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{2,6}$/), { minLength: 2, maxLength: 6 }), (words) => {
        expect(abbreviationScore(words.map((w) => w[0]).join(''), words.join(' '))).toBeGreaterThan(0)
        expect(abbreviationScore(words.join(' '), words.join(' '))).toBe(100)
      }),
    ))
})
