import type { SheetContent } from './sheet.ts'
import { deskHead, longDay, placeOf, shortMoment, type UnitFacts } from './words.ts'

/** A line of the register; times are UTC. */
export type RegisterLine = {
  code: string
  procedureName: string
  applicantName: string
  address: string | null
  phone: string | null
  competent: string
  receivedAt: Date | null
  dueAt: Date | null
  handedOverAt: Date | null
  delivery: 'counter' | 'post' | 'electronic'
  /** Number of its receipt (form 01), which has the line of the book; '' when none was printed. */
  receipt: string
}

/** The register of what a unit received in a time (form 07). `from` and `to` are days, dd/MM/yyyy. */
export function registerSheet(
  unit: UnitFacts,
  lines: readonly RegisterLine[],
  issue: { province: string; from: string; to: string; at: Date; officer: string },
): SheetContent {
  return {
    head: { ...deskHead(unit), number: '', place: placeOf(unit, issue.province), date: longDay(issue.at) },
    code: '',
    bases: [],
    facts: {
      book: issue.from.slice(6),
      from: issue.from,
      to: issue.to,
      total: String(lines.length),
      officer: issue.officer,
    },
    rows: lines.map((line, i) => [
      String(i + 1),
      line.code,
      line.procedureName,
      '01',
      line.applicantName,
      [line.address, line.phone].filter((text) => text !== null && text !== '').join('; '),
      line.competent,
      shortMoment(line.receivedAt),
      shortMoment(line.dueAt),
      shortMoment(line.handedOverAt),
      DELIVERY[line.delivery],
      '',
      line.receipt === '' ? '' : `Giấy tiếp nhận ${line.receipt}`,
    ]),
    trackingUrl: '',
    trackingSite: '',
    trackingSecret: '',
  }
}

const DELIVERY = { counter: 'Tại quầy', post: 'Bưu chính', electronic: 'Điện tử' } as const
