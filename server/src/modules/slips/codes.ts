import { encode } from 'uqr'

/** A QR code of a text as SVG, one unit a module, without its quiet zone (the sheet leaves that). */
export function qrSvg(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const path = data.flatMap((row, y) =>
    runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`),
  )
  return svg(size, size, path.join(''))
}

/**
 * A Code 128 barcode (ISO/IEC 15417, code set B) as SVG, one unit a bar module.
 * @returns '' when the text has a character that the code set does not know
 */
export function code128Svg(text: string): string {
  if (!/^[ -~]{1,80}$/.test(text)) return ''
  const values = [START_B, ...[...text].map((c) => c.charCodeAt(0) - 32)]
  const check = values.reduce((sum, value, i) => sum + value * Math.max(i, 1), 0) % 103
  const widths = [...values, check, STOP].map((value) => PATTERNS[value]!).join('')
  let x = 0
  let path = ''
  for (const [i, width] of [...widths].entries()) {
    if (i % 2 === 0) path += `M${x} 0h${width}v20h-${width}z`
    x += Number(width)
  }
  return svg(x, 20, path)
}

const svg = (width: number, height: number, path: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><path d="${path}"/></svg>`

/** Dark stretches of a row: where each begins and how long it is. */
function runsOf(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = []
  for (const [x, dark] of row.entries()) {
    if (!dark) continue
    const last = runs.at(-1)
    if (last && last[0] + last[1] === x) last[1] += 1
    else runs.push([x, 1])
  }
  return runs
}

const START_B = 104
const STOP = 106

/** Widths of bars and spaces of the values 0 to 106, as the standard lists them. */
const PATTERNS =
  `212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
  123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
  232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
  313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
  111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
  111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
  114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112`.split(/\s+/)
