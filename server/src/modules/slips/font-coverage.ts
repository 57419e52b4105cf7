import { readFileSync } from 'node:fs'

/**
 * Which code points of the Basic Multilingual Plane all of these TrueType fonts can draw: their character maps of
 * format 4 (OpenType, `cmap`).
 * @param paths font files
 */
export function commonCoverage(paths: readonly string[]): ReadonlySet<number> {
  const [first, ...others] = paths.map((path) => coverageOf(readFileSync(path)))
  return new Set([...(first ?? [])].filter((point) => others.every((other) => other.has(point))))
}

function coverageOf(font: Buffer): Set<number> {
  const cmap = tableAt(font, 'cmap')
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const subtable = cmap + font.readUInt32BE(cmap + 8 + 8 * i)
    if (font.readUInt16BE(subtable) === 4) return readFormat4(font, subtable)
  }
  return new Set()
}

function tableAt(font: Buffer, tag: string): number {
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const record = 12 + 16 * i
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8)
  }
  throw new Error(`no table ${tag} in the font`)
}

function readFormat4(font: Buffer, at: number): Set<number> {
  const points = new Set<number>()
  const segments = font.readUInt16BE(at + 6)
  // Four arrays of `segments` bytes each, with a pad of two after the first.
  const [ends, starts] = [at + 14, at + 16 + segments]
  const [deltas, offsets] = [starts + segments, starts + 2 * segments]
  for (let i = 0; i < segments; i += 2) {
    const [start, end] = [font.readUInt16BE(starts + i), font.readUInt16BE(ends + i)]
    const offset = font.readUInt16BE(offsets + i)
    for (let point = start; point <= end && point !== 0xffff; point++) {
      const glyph = offset === 0 ? 1 : font.readUInt16BE(offsets + i + offset + 2 * (point - start))
      const isDrawn = offset === 0 ? (point + font.readUInt16BE(deltas + i)) % 65536 !== 0 : glyph !== 0
      if (isDrawn) points.add(point)
    }
  }
  return points
}
