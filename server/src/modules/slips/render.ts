import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { sourceRoot } from '../../platform/paths.ts'
import { printableSheet } from './domain/printable.ts'
import type { Sheet, SheetKind } from './domain/sheet.ts'
import { commonCoverage } from './font-coverage.ts'

/** What one PDF is made of. */
export type Print = {
  /** Of the file; no personal data. */
  title: string
  /** The agency that issues it. */
  author: string
  /** Creation date of the file, so that the same data give the same bytes. */
  at: Date
  sheets: readonly Sheet[]
}

export type Renderer = {
  /** The version of a template: the first digits of the SHA-256 of what it is made of. */
  templateOf: (kind: SheetKind) => string
  /** A tagged PDF/A-2b with its fonts in it. */
  render: (print: Print) => Buffer
  /** The same in a process of its own, for prints of many sheets. */
  renderAside: (print: Print) => Promise<Buffer>
}

/**
 * Loads the fonts and the Typst compiler once; templates are compiled at their first use and kept.
 * @param templates the folder with `main.typ`
 */
export async function openRenderer(templates = TEMPLATES): Promise<Renderer> {
  const coverage = commonCoverage(FONT_FILES.map((file) => join(fontFolder(), file)))
  // Loaded when the first paper is printed: most processes and all commands need none of its 50 MB.
  const typst = await import('@myriaddreamin/typst-ts-node-compiler')
  const compiler: NodeCompiler = typst.NodeCompiler.create(compilerOf(templates))
  const inputOf = ({ title, author, sheets }: Print): string => {
    const printable = sheets.map((sheet) => printableSheet(sheet, (point) => coverage.has(point)))
    return JSON.stringify({ title, author, sheets: printable })
  }
  return {
    templateOf: (kind) => versionOf(templates, kind),
    render(print) {
      const input = { mainFilePath: mainOf(templates), inputs: { print: inputOf(print) } }
      const pdf = compiler.pdf(input, optionsOf(print))
      // What was laid out for other people is of no use again.
      compiler.evictCache(10)
      return pdf
    },
    renderAside: (print) =>
      inProcess({
        ...{ compiler: compilerOf(templates), main: mainOf(templates) },
        ...{ input: inputOf(print), options: optionsOf(print) },
      }),
  }
}

const TEMPLATES = join(sourceRoot, 'modules/slips/templates')
const FONT_FILES = [
  '400Regular/Tinos_400Regular.ttf',
  '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  '700Bold/Tinos_700Bold.ttf',
  '700Bold_Italic/Tinos_700Bold_Italic.ttf',
]

const fontFolder = (): string =>
  dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))

const mainOf = (templates: string): string => join(templates, 'main.typ')

const compilerOf = (templates: string) => ({
  workspace: templates,
  fontArgs: [{ fontPaths: [fontFolder()] }],
})

const optionsOf = (print: Print) => ({
  pdfStandard: 'a-2b',
  pdfTags: true,
  creationTimestamp: Math.floor(print.at.getTime() / 1000),
})

function versionOf(templates: string, kind: SheetKind): string {
  const hash = createHash('sha256')
  for (const file of ['main', 'parts', kind]) hash.update(readFileSync(join(templates, `${file}.typ`)))
  return hash.digest('hex').slice(0, 8)
}

async function inProcess(work: object): Promise<Buffer> {
  const program = join(sourceRoot, 'modules/slips/print-process.mjs')
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'], env: {} })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  child.stdin.on('error', () => {}).end(JSON.stringify(work))
  const [pdf, fault, code] = await Promise.all([buffer(child.stdout), text(child.stderr), ended])
  if (code !== 0) throw new Error(`the print process ended with ${code}: ${fault.slice(0, 500)}`)
  return pdf
}
