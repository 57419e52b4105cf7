import { MOTCUA_ATTRIBUTES } from '@motcua/rules'
import { BpmnModdle, type ModdleElement, type ModdleWarning } from 'bpmn-moddle'
import type { Finding } from './graph.ts'
import { bpmnName, findingOf } from './vocabulary.ts'

/** Bytes a process file may have. */
export const MAX_XML_BYTES = 5 * 1024 * 1024

export type ParsedXml = { root: ModdleElement | null; problems: Finding[]; warnings: Finding[] }

/**
 * Text of a file in the encoding that it declares (UTF-8 without a declaration).
 * @returns null when the bytes are not in that encoding or the encoding is unknown
 */
export function decodeXml(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const utf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe && 'utf-16le') ||
    (bytes[0] === 0xfe && bytes[1] === 0xff && 'utf-16be')
  const declared = /^\s*<\?xml[^>]*\sencoding=["']([^"']+)["']/.exec(head.replace(/^\xEF\xBB\xBF/, ''))?.[1]
  try {
    return new TextDecoder(utf16 || declared || 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * Reads BPMN 2.0 XML. Everything the reader stumbles over is a problem, not a warning: an unknown element or
 * attribute, an unresolved reference, a repeated id. Document types are refused, so there are no entities.
 */
export async function parseXml(xml: string): Promise<ParsedXml> {
  const refused = refuseBeforeParsing(xml)
  if (refused) return { root: null, problems: [refused], warnings: [] }
  // The text is decoded already: the declaration has nothing more to say.
  const text = xml.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, (declaration) => declaration.replace(/[^\n]/g, ' '))
  try {
    const { rootElement, warnings } = await new BpmnModdle({ motcua: MOTCUA_ATTRIBUTES }).fromXML(
      text.trimEnd(),
    )
    const harmless = warnings.filter(isAboutDrawing)
    return {
      root: rootElement,
      problems: warnings.filter((warning) => !harmless.includes(warning)).map(problemOf),
      warnings: harmless.map(problemOf),
    }
  } catch (error) {
    const { message, warnings = [] } = error as Error & { warnings?: ModdleWarning[] }
    return { root: null, problems: [...warnings, { message }].map(problemOf), warnings: [] }
  }
}

function refuseBeforeParsing(xml: string): Finding | null {
  if (Buffer.byteLength(xml) > MAX_XML_BYTES) {
    return { code: 'process.too_large', message: 'Tệp quy trình lớn hơn 5 MB.' }
  }
  const doctype = /<!DOCTYPE|<!ENTITY/i.exec(xml)
  if (doctype) {
    const line = xml.slice(0, doctype.index).split('\n').length
    return {
      code: 'process.doctype',
      message: `Dòng ${line}: tệp có khai báo DOCTYPE; hãy bỏ khai báo này.`,
      line,
    }
  }
  return null
}

function isAboutDrawing(warning: ModdleWarning): boolean {
  return /^(bpmndi|di|dc|bioc|color):/.test(warning.element?.$type ?? '')
}

function problemOf(warning: ModdleWarning): Finding {
  const { element, message, property, value } = warning
  if (message.startsWith('unresolved reference')) {
    const field = bpmnName(property ?? '')
    const text = `tham chiếu ${field} trỏ tới "${String(value)}", là phần tử không có trong tệp.`
    return findingOf('process.unresolved_reference', element, text)
  }
  if (message.startsWith('unknown attribute')) {
    const text = `thuộc tính ${property}="${String(value)}" không có trong BPMN 2.0 hoặc không dùng được ở đây.`
    return findingOf('process.unknown_attribute', element, text)
  }
  return unreadable(message)
}

const NESTED: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/duplicate ID <(.*)>/, (m) => `mã "${m[1]}" được dùng hai lần`],
  [/unknown type <(?:\w+:)?(.*)>/, (m) => `phần tử "${m[1]}" không có trong BPMN 2.0`],
  [/unrecognized element <(.*)>/, (m) => `phần tử "${m[1]}" không có trong BPMN 2.0`],
  [/unexpected element <(.*)>/, (m) => `phần tử "${m[1]}" không phải là "definitions" của BPMN 2.0`],
  [/closing tag mismatch/, () => 'thẻ đóng không khớp với thẻ mở'],
  [/unexpected end of file/, () => 'tệp bị cắt cụt'],
  [/missing start tag/, () => 'đây không phải là tệp XML'],
  [/unclosed tag/, () => 'có thẻ chưa đóng'],
  [/failed to parse document/, () => 'tệp không có phần tử "definitions" của BPMN 2.0'],
]

function unreadable(message: string): Finding {
  const at = /line: (\d+)/.exec(message)?.[1]
  const nested = /nested error: (.*)/.exec(message)?.[1] ?? message
  const content = /unparsable content (\S+) /.exec(message)?.[1]
  const known = NESTED.map(([pattern, say]) => [pattern.exec(nested), say] as const).find(([match]) => match)
  const what = known ? known[1](known[0]!) : `không đọc được (${nested})`
  const near = content && content.length < 60 ? ` tại ${content}` : ''
  // The reader counts lines from 0.
  const line = at === undefined ? undefined : Number(at) + 1
  const text = `${what}${near}.`
  const start = line === undefined ? `Tệp hỏng: ` : `Dòng ${line}: `
  return { code: 'process.bad_xml', message: start + text, ...(line !== undefined && { line }) }
}
