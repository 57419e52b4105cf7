import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether Debian's poppler-utils are here; without them the tests that read papers are skipped and counted. */
export const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined

/** The text of a PDF as a reader copies it, lines kept as they stand. */
export const textOf = (pdf: Buffer): string => run(pdf, (path) => ['pdftotext', ['-layout', path, '-']])

/** The same as one line: for sentences that are broken somewhere. */
export const flowOf = (pdf: Buffer): string =>
  run(pdf, (path) => ['pdftotext', ['-raw', path, '-']]).replace(/\s+/g, ' ')

/** The text of each page. */
export const pagesOf = (pdf: Buffer): string[] =>
  run(pdf, (path) => ['pdftotext', ['-layout', path, '-']])
    .split('\f')
    .slice(0, -1)

type Word = { xMin: number; xMax: number; yMin: number; yMax: number; text: string }

/** Where each word stands on its page, in points. */
export function boxesOf(pdf: Buffer): { pages: { width: number; height: number; words: Word[] }[] } {
  const xml = run(pdf, (path) => ['pdftotext', ['-bbox', path, '-']])
  const pages = xml.split('<page ').slice(1)
  return {
    pages: pages.map((page) => {
      const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(page) ?? []
      const words = page.matchAll(
        /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/g,
      )
      return {
        width: Number(width),
        height: Number(height),
        words: [...words].map(([, xMin, yMin, xMax, yMax, text = '']) => ({
          ...{ xMin: Number(xMin), xMax: Number(xMax), yMin: Number(yMin), yMax: Number(yMax) },
          text,
        })),
      }
    }),
  }
}

/** Fonts of a PDF: name, and whether it is embedded and says what its glyphs mean. */
export const fontsOf = (pdf: Buffer): { name: string; embedded: boolean; unicode: boolean }[] =>
  run(pdf, (path) => ['pdffonts', [path]])
    .trim()
    .split('\n')
    .slice(2)
    .map((line) => {
      const [, name = '', embedded, unicode] =
        /^(\S+).*?\s(yes|no)\s+(?:yes|no)\s+(yes|no)\s/.exec(line) ?? []
      return {
        name: name.replace(/^[A-Z]{6}\+/, ''),
        embedded: embedded === 'yes',
        unicode: unicode === 'yes',
      }
    })

/** Lines of `pdfinfo` by their name. */
export const infoOf = (pdf: Buffer): Record<string, string> =>
  Object.fromEntries(
    run(pdf, (path) => ['pdfinfo', [path]])
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  )

function run(pdf: Buffer, command: (path: string) => [string, string[]]): string {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-pdf-'))
  try {
    const path = join(folder, 'a.pdf')
    writeFileSync(path, pdf)
    const [program, args] = command(path)
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1e8 })
    if (status !== 0) throw new Error(`${program}: ${stderr}`)
    return stdout
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
