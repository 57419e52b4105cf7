import { conflict } from '../../../platform/errors.ts'
import { feeParts, feeSentence, knownTotal, refuseFeeReceipt, stopFeeSentence } from './fees.ts'
import type { DossierSheet, SheetContent } from './sheet.ts'
import { agencyHead, deskHead, deskName, longDay, longMoment, placeOf, type UnitFacts } from './words.ts'

/** What the sheets about a dossier are made of; times are UTC. */
export type DossierFacts = {
  code: string | null
  submissionNumber: string
  trackingSecret: string
  procedureName: string
  abstract: string
  submittedAt: Date
  acceptedAt: Date | null
  receivedAt: Date | null
  dueAt: Date | null
  applicant: {
    name: string
    idNumber: string
    phone: string | null
    email: string | null
    address: string | null
  }
  /** By what right somebody files for another; null when nobody does. */
  authorisation: { relation: string } | null
  delivery: { method: 'counter' | 'post' | 'electronic'; address?: string }
  fees: readonly { name: string; amount: number | null; reason: string }[]
  papers: readonly {
    name: string
    originals: number
    copies: number
    fileId: string | null
    replacedAt: Date | null
  }[]
  supplement: { reason: string; replyBy: Date; items: readonly { text: string }[] } | null
  results: readonly { name: string; number: string | null }[]
  /** Oldest first. */
  acts: readonly {
    kind: string
    at: Date
    actorName: string
    actorKind: string
    reason: string | null
    data: Readonly<Record<string, unknown>>
  }[]
  /** In words, of its case; '' without one. */
  limit: string
  /** The first law of the procedure; null when none is known. */
  procedureBasis: string | null
  /** `collecting`: the desk that took the fees, or would take them. */
  units: { receiving: UnitFacts; competent: UnitFacts; return: UnitFacts; collecting: UnitFacts }
  /** Name of the province's People's Committee. */
  province: string
  collaborators: readonly string[]
  /** Rows of the control slip (`handOverRows`). */
  handOvers: readonly (readonly string[])[]
}

/** What is drawn or known when a sheet is issued. */
export type IssueFacts = {
  /** "05/TNHS", or ''. */
  number: string
  /** Book (the year) and line of the register. */
  book: string
  line: string
  at: Date
  /** Who issues it. */
  officer: string
  /** Origin of this system's pages. */
  publicUrl: string
}

/** The last act that a sheet is about; undefined when it was not done yet. */
export function occasionOf(
  kind: DossierSheet,
  d: Pick<DossierFacts, 'acts'>,
): DossierFacts['acts'][number] | undefined {
  return d.acts.findLast((act) => OCCASIONS[kind].acts.includes(act.kind))
}

/**
 * Lets a sheet pass whose act was done.
 * @returns that act
 * @throws 409 `slip.too_early`, `slip.receipt_by_hand`
 */
export function refuseTooEarly(kind: DossierSheet, d: DossierFacts): Occasion {
  const occasion = occasionOf(kind, d)
  if (!occasion) throw conflict('slip.too_early', OCCASIONS[kind].missing)
  if (kind === 'fee') refuseFeeReceipt(occasion)
  return occasion
}

/**
 * The content of a sheet.
 * @throws 409 `slip.too_early` when what it tells has not happened yet
 */
export function dossierSheet(kind: DossierSheet, d: DossierFacts, issue: IssueFacts): SheetContent {
  const occasion = refuseTooEarly(kind, d)
  const unit = kind === 'fee' ? d.units.collecting : d.units[ISSUERS[kind]]
  const head = kind === 'apology' ? agencyHead(unit) : deskHead(unit)
  const { facts, rows = [], bases = [] } = PARTS[kind](d, occasion)
  return {
    head: {
      ...head,
      number: facts['receiptNumber'] ?? issue.number,
      place: placeOf(unit, d.province),
      date: longDay(issue.at),
    },
    code: d.code ?? d.submissionNumber,
    bases,
    facts: { ...facts, officer: facts['officer'] ?? issue.officer, book: issue.book, line: issue.line },
    rows,
    ...trackingOf(d, issue.publicUrl),
  }
}

/** In whose name each is issued. */
export const ISSUERS: Readonly<Record<DossierSheet, 'receiving' | 'competent' | 'return'>> = {
  receipt: 'receiving',
  supplement: 'receiving',
  refusal: 'receiving',
  apology: 'competent',
  stop: 'receiving',
  control: 'receiving',
  fee: 'receiving',
  handover: 'return',
}

/** The page of the portal that the QR code opens: `/tra-cuu/{code}?secret=`. */
function trackingOf(d: DossierFacts, publicUrl: string) {
  const page = `${publicUrl.replace(/\/$/, '')}/tra-cuu`
  return {
    trackingUrl: `${page}/${encodeURIComponent(d.code ?? d.submissionNumber)}?secret=${encodeURIComponent(d.trackingSecret)}`,
    trackingSite: page.replace(/^https?:\/\//, ''),
    trackingSecret: d.trackingSecret,
  }
}

/** When a sheet may be issued: after one of these acts. */
const OCCASIONS: Record<DossierSheet, { acts: readonly string[]; missing: string }> = {
  receipt: { acts: ['accepted'], missing: 'Hồ sơ chưa được tiếp nhận nên chưa có giấy tiếp nhận.' },
  supplement: {
    acts: ['supplementRequested'],
    missing: 'Hồ sơ chưa có yêu cầu bổ sung; hãy yêu cầu bổ sung trước.',
  },
  refusal: { acts: ['refused'], missing: 'Hồ sơ không bị từ chối tiếp nhận nên không có phiếu từ chối.' },
  apology: {
    acts: ['apologised'],
    missing: 'Hồ sơ chưa được hẹn lại; hãy ghi lời xin lỗi và ngày hẹn mới trước.',
  },
  stop: {
    acts: ['stopped', 'withdrawn', 'autoClosed'],
    missing: 'Hồ sơ chưa dừng giải quyết nên chưa có thông báo dừng.',
  },
  control: { acts: ['accepted'], missing: 'Hồ sơ chưa được tiếp nhận nên chưa có phiếu kiểm soát.' },
  fee: {
    acts: ['feeCollected'],
    missing: 'Hồ sơ chưa được ghi nhận thu phí, lệ phí; hãy thu tiền trước rồi in biên lai.',
  },
  handover: { acts: ['finished', 'handedOver'], missing: 'Hồ sơ chưa có kết quả để bàn giao.' },
}

const DECREE =
  'Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông tại Bộ phận Một cửa và Cổng Dịch vụ công quốc gia'
const CIRCULAR = 'Thông tư số 03/2025/TT-VPCP ngày 15 tháng 9 năm 2025 của Văn phòng Chính phủ'

type Parts = { facts: Record<string, string>; rows?: string[][]; bases?: string[] }
type Occasion = DossierFacts['acts'][number]

const PARTS: Record<DossierSheet, (d: DossierFacts, occasion: Occasion) => Parts> = {
  receipt: (d) => ({
    facts: {
      ...person(d),
      ...timing(d),
      desk: deskName(d.units.receiving),
      sets: '01 bộ',
      limit: d.limit,
      delivery: deliveryOf(d),
      competent: d.units.competent.name,
      fee: feeSentence(d),
    },
    rows: paperRows(d),
  }),
  supplement: (d, occasion) => ({
    facts: {
      ...person(d),
      reason: sentence(d.supplement?.reason ?? occasion.reason ?? ''),
      replyBy: longMoment(d.supplement?.replyBy ?? null),
      officer: occasion.actorName,
      contact: d.units.receiving.phone ?? '',
    },
    rows: (d.supplement?.items ?? []).map(({ text }, i) => [String(i + 1), text]),
    bases: basesOf(d, DECREE),
  }),
  refusal: (d, occasion) => ({
    facts: {
      ...person(d),
      desk: deskName(d.units.receiving),
      submittedAt: longMoment(d.submittedAt),
      reason: sentence(occasion.reason ?? ''),
      officer: occasion.actorName,
      contact: d.units.receiving.phone ?? '',
    },
    bases: basesOf(d, DECREE),
  }),
  apology: (d, occasion) => ({
    facts: {
      ...person(d),
      ...timing(d),
      desk: deskName(d.units.receiving),
      competent: d.units.competent.name,
      promised: longMoment(momentIn(occasion.data, 'promised')),
      newDue: longMoment(momentIn(occasion.data, 'newDue')),
      reason: sentence(occasion.reason ?? ''),
      officer: occasion.actorName,
    },
    bases: [DECREE, CIRCULAR],
  }),
  stop: (d, occasion) => ({
    facts: {
      ...person(d),
      ...timing(d),
      receivedAt: longMoment(d.receivedAt ?? d.acceptedAt ?? d.submittedAt),
      desk: deskName(d.units.receiving),
      competent: d.units.competent.name,
      trigger: triggerOf(d, occasion),
      stoppedAt: longMoment(occasion.at),
      reason: sentence(occasion.reason ?? ''),
      fee: stopFeeSentence(d),
      contact: d.units.receiving.phone ?? '',
    },
    rows: paperRows(d),
    bases: [DECREE, `Điều 7 ${CIRCULAR}`],
  }),
  control: (d) => ({
    facts: {
      ...person(d),
      ...timing(d),
      competent: d.units.competent.name,
      collaborators: d.collaborators.join('; '),
    },
    rows: d.handOvers.map((row) => [...row]),
  }),
  fee: (d, occasion) => {
    const { rows, facts } = feeParts(d, occasion)
    return { facts: { ...person(d), desk: deskName(d.units.collecting), ...facts }, rows }
  },
  handover: (d, occasion) => {
    const done = occasion.kind === 'handedOver'
    const method = typeof occasion.data['method'] === 'string' ? occasion.data['method'] : d.delivery.method
    const receiver = occasion.data['receiverName']
    return {
      facts: {
        ...person(d),
        competent: d.units.competent.name,
        handedOverAt: longMoment(done ? occasion.at : null),
        method: METHODS[method] ?? '',
        receiver: done && typeof receiver === 'string' ? receiver : '',
        proof: done ? proofWords(occasion.data) : '',
      },
      rows: [
        [
          '1',
          d.code ?? d.submissionNumber,
          d.abstract,
          d.results.map(({ name, number }) => (number ? `${name}, số ${number}` : name)).join('; '),
          d.applicant.name,
          d.applicant.address ?? '',
          knownTotal(d) > 0 ? 'X' : '',
          method === 'post' ? 'X' : '',
        ],
      ],
    }
  },
}

const person = (d: DossierFacts) => ({
  applicant: d.applicant.name,
  submitter: submitterOf(d),
  address: d.applicant.address ?? '',
  phone: d.applicant.phone ?? '',
  email: d.applicant.email ?? '',
  idNumber: d.applicant.idNumber,
  you: isOrganisation(d.applicant.idNumber) ? 'Quý tổ chức' : 'Ông (Bà)',
  relation: submitterOf(d) === d.applicant.name ? '' : (d.authorisation?.relation ?? ''),
  request: d.abstract,
  procedure: d.procedureName,
})

/** A tax code of ten digits, or of a branch; a person and his household business have twelve. */
const isOrganisation = (idNumber: string): boolean => /^\d{10}(-?\d{3})?$/.test(idNumber)

const timing = (d: DossierFacts) => ({
  receivedAt: longMoment(d.receivedAt ?? d.acceptedAt),
  dueAt: longMoment(d.dueAt),
})

/** Who sent it online; at the desk an officer typed it in for the person in front of him. */
function submitterOf(d: DossierFacts): string {
  const sent = d.acts.find((act) => act.kind === 'submitted')
  return sent && sent.actorKind !== 'officer' && sent.actorKind !== 'system'
    ? sent.actorName
    : d.applicant.name
}

const METHODS: Readonly<Record<string, string>> = {
  counter: 'Nhận tại Bộ phận Một cửa',
  post: 'Qua dịch vụ bưu chính công ích',
  electronic: 'Bản điện tử qua tài khoản của người nộp',
}

function deliveryOf({ delivery, units }: DossierFacts): string {
  if (delivery.method === 'counter') return deskName(units.return)
  const address = delivery.address ? `, gửi về ${delivery.address}` : ''
  return METHODS[delivery.method] + address
}

const paperRows = ({ papers }: DossierFacts): string[][] =>
  papers
    .filter((paper) => paper.replacedAt === null)
    .map(({ name, originals, copies, fileId }, i) => [
      String(i + 1),
      name,
      countOf(originals),
      countOf(copies),
      fileId ? 'X' : '',
    ])

const countOf = (n: number): string => (n === 0 ? '' : String(n).padStart(2, '0'))

/** What made it stop; a withdrawal names the moment of the request (form 05). */
function triggerOf(d: DossierFacts, { kind, at }: Occasion): string {
  if (kind === 'withdrawn')
    return `Lúc ${longMoment(at)}, người nộp hồ sơ đề nghị rút hồ sơ, dừng giải quyết.`
  if (kind !== 'autoClosed') return 'Hồ sơ được xem xét dừng giải quyết.'
  const until = d.supplement ? ` (${longMoment(d.supplement.replyBy)})` : ''
  return `Đã quá thời hạn bổ sung, hoàn thiện${until} mà hồ sơ chưa được bổ sung.`
}

const basesOf = (d: DossierFacts, first: string): string[] =>
  d.procedureBasis ? [first, d.procedureBasis] : [first]

const sentence = (text: string): string => (text === '' || /[.!?…]$/.test(text) ? text : `${text}.`)

const momentIn = (data: Readonly<Record<string, unknown>>, key: string): Date | null => {
  const at = data[key]
  return typeof at === 'string' ? new Date(at) : null
}

/** How the receiver showed that he has it: a signature on the screen, a code, or his hand on this paper. */
function proofWords({ proof, proofSha256: digest }: Record<string, unknown>): string {
  const kept = typeof digest === 'string' ? ` (chứng cứ lưu, SHA-256 ${digest.slice(0, 16)}…)` : ''
  if (proof === 'signature') return `Người nhận đã ký trên màn hình${kept}`
  if (proof === 'code') return `Người nhận đã xác nhận bằng mã gửi đến điện thoại${kept}`
  return ''
}
