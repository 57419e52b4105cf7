import { describe, expect, it } from 'vitest'
import { code128Svg, qrSvg } from './codes.ts'

describe('code128Svg', () => {
  // Widths of the bars and spaces of "A1" by hand from the tables of ISO/IEC 15417: start B, A, 1, check, stop.
  it('draws the bars of the standard', () => {
    const widths = ['211214', '111323', '123221', '221231', '2331112'].join('')
    const check = (104 + 33 + 2 * 17) % 103
    expect(check).toBe(68)
    const bars = [...code128Svg('A1').matchAll(/M(\d+) 0h(\d+)v20/g)].map((m) => [Number(m[1]), Number(m[2])])
    let x = 0
    const expected = [...widths].flatMap((width, i) => {
      const at = x
      x += Number(width)
      return i % 2 === 0 ? [[at, Number(width)]] : []
    })
    const known = (at: number) => at < 33 || at >= 44
    expect(bars.filter(([at]) => known(at!))).toEqual(expected.filter(([at]) => known(at!)))
    expect(bars).toHaveLength(4 * 3 + 4)
  })

  it.each(['', 'Hồ sơ', 'a'.repeat(81)])('draws nothing for %j', (text) => expect(code128Svg(text)).toBe(''))
})

describe('qrSvg', () => {
  it('is square, with its three finder patterns', () => {
    const svg = qrSvg('https://dichvucong.example.vn/tra-cuu/H15.61-260105-0001?secret=K7M2Q9XA')
    const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)![1])
    for (const corner of [`M0 0h7`, `M${size - 7} 0h7`, `M0 ${size - 1}h7`]) expect(svg).toContain(corner)
  })
})
