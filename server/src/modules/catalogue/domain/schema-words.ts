import type { PackageProblem } from './configure.ts'

/** What a schema check says, as JSON Schema validators put it. */
export type SchemaFinding = { keyword: string; instancePath: string; params: object; message: string }

/**
 * The findings of the schema of a package as sentences for who writes it. Of a choice that fits in none of its forms
 * only the choice is told, not each form.
 */
export function sayFindings(findings: readonly SchemaFinding[]): PackageProblem[] {
  const choices = findings
    .filter(({ keyword }) => keyword === 'anyOf')
    .map(({ instancePath }) => instancePath)
  const inChoice = ({ keyword, instancePath }: SchemaFinding) =>
    keyword !== 'anyOf' &&
    choices.some((path) => instancePath === path || instancePath.startsWith(`${path}/`))
  const told = findings
    .filter((finding) => finding.keyword !== 'boolean' && !inChoice(finding))
    .flatMap(sayFinding)
  return told.filter((one, i) => told.findIndex((other) => other.pointer === one.pointer) === i)
}

function sayFinding({ keyword, instancePath, params, message }: SchemaFinding): PackageProblem[] {
  const values = params as Record<string, unknown>
  const here = (text: string) => [{ pointer: instancePath, message: `${nameOf(instancePath)} ${text}` }]
  const each = (names: unknown, say: (pointer: string) => string) =>
    [names].flat().map((name) => {
      const pointer = `${instancePath}/${String(name)}`
      return { pointer, message: say(pointer) }
    })
  switch (keyword) {
    case 'required':
      return each(values['requiredProperties'], (pointer) => `Thiếu ${lower(nameOf(pointer))}.`)
    case 'additionalProperties':
      return each(
        values['additionalProperties'],
        (pointer) => `Không có trường nào tên “${pointer}”; hãy bỏ đi.`,
      )
    case 'minItems':
      return here(`phải có ít nhất ${String(values['limit'])} mục.`)
    case 'maxItems':
      return here(`có quá ${String(values['limit'])} mục.`)
    case 'minLength':
      return here('không được để trống.')
    case 'maxLength':
      return here(`dài quá ${String(values['limit'])} ký tự.`)
    case 'minimum':
      return here(`phải từ ${String(values['limit'])}.`)
    case 'maximum':
      return here(`không được quá ${String(values['limit'])}.`)
    case 'pattern':
      return here(patternHint(instancePath))
    case 'format':
      return here('phải là một ngày có thật.')
    case 'anyOf':
    case 'enum':
    case 'const':
      return here('không phải một trong các giá trị cho phép.')
    case 'type':
      return here('không đúng kiểu.')
    default:
      return here(`chưa đúng (${message}).`)
  }
}

function patternHint(path: string): string {
  if (path === '/code' || path === '/nationalCode')
    return 'phải như 1.001193: một chữ số, dấu chấm, sáu chữ số.'
  if (path.endsWith('/key')) return 'gồm chữ không dấu, chữ số, gạch dưới và bắt đầu bằng chữ thường.'
  return 'viết chưa đúng mẫu.'
}

const NAMES: Readonly<Record<string, string>> = {
  code: 'Mã',
  nationalCode: 'Mã quốc gia',
  name: 'Tên',
  vi: 'Tiếng Việt',
  en: 'Tiếng Anh',
  sector: 'Lĩnh vực',
  levels: 'Cấp thực hiện',
  decision: 'Quyết định công bố',
  online: 'Mức độ trực tuyến',
  validFrom: 'Ngày có hiệu lực',
  channels: 'Cách nộp hồ sơ',
  cases: 'Trường hợp',
  limit: 'Thời hạn',
  when: 'Điều kiện áp dụng',
  papers: 'Giấy tờ',
  paperTable: 'Bảng giấy tờ',
  originals: 'Số bản chính',
  copies: 'Số bản sao',
  mandatory: 'Bắt buộc',
  fees: 'Khoản thu',
  rule: 'Công thức',
  collectedAt: 'Lúc thu',
  results: 'Kết quả',
  sample: 'Mẫu kết quả',
  issuer: 'Cơ quan cấp',
  lines: 'Mục ghi trên giấy',
  signer: 'Chức danh người ký',
  legalBases: 'Căn cứ pháp lý',
  number: 'Số, ký hiệu',
  competence: 'Thẩm quyền',
  level: 'Cấp',
  units: 'Đơn vị',
  crossBoundary: 'Tiếp nhận phi địa giới',
  clock: 'Tính giờ sau khi bổ sung',
  goldenCases: 'Hồ sơ mẫu',
  keywords: 'Từ khoá tìm kiếm',
  key: 'Khoá',
  value: 'Giá trị',
}

/** `/papers/0/name/vi` is “Giấy tờ 1, tên”. */
function nameOf(pointer: string): string {
  const parts = pointer.split('/').slice(1)
  const words: string[] = []
  for (const part of parts) {
    if (/^\d+$/.test(part)) words.push(`${words.pop() ?? 'Mục'} ${Number(part) + 1}`)
    else if (part !== 'vi' || words.length === 0) words.push(NAMES[part] ?? `“${part}”`)
  }
  const [first = 'Gói thủ tục', ...rest] = words
  return [first, ...rest.map(lower)].join(', ')
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
