import { formatDong, formatTime } from '../../lib/format.ts'
import type { Act } from '../../lib/types.ts'

const OUTCOMES: Record<string, string> = { granted: 'đồng ý', refused: 'không đồng ý' }
const MOVES: Record<string, string> = { sent: 'đã gửi đi', received: 'đã nhận', returned: 'đã trả về' }

type Item = { text: string }
type Change = { name: string; before: string | null; after: string | null }

/** What an act of the timeline says beyond its name, one line each: the step and its outcome, a date, what was asked. */
export function wordsOf({ kind, data }: Act): readonly string[] {
  const said = (key: string): string => (typeof data[key] === 'string' ? data[key] : '')
  const moment = (key: string): string => (said(key) ? formatTime(said(key)) : '')
  const listed = <T>(key: string): readonly T[] => (Array.isArray(data[key]) ? (data[key] as T[]) : [])
  switch (kind) {
    case 'accepted':
      return [`Mã ${said('code')}${moment('dueAt') && `, hẹn trả ${moment('dueAt')}`}`]
    case 'stepCompleted':
      return [
        `${said('name')}: ${said('outcomeName') || said('outcome')}`,
        ...listed<[string, string]>('answers').map(([label, text]) => `${label}: ${text}`),
      ]
    case 'supplementRequested':
      return [
        ...listed<Item>('items').map(({ text }) => `– ${text}`),
        ...(moment('replyBy') ? [`Chờ đến ${moment('replyBy')}`] : []),
      ]
    case 'apologised':
      return [`Hẹn lại ${moment('newDue')}, trước đó ${moment('promised')}`]
    case 'corrected':
      return listed<Change>('changes').map(
        ({ name, before, after }) => `${name}: ${before ?? '(trống)'} → ${after ?? '(trống)'}`,
      )
    case 'transferred':
      return [[MOVES[said('state')] ?? said('state'), said('parcelNumber')].filter(Boolean).join(', ')]
    case 'resultRecorded':
      return [
        [OUTCOMES[said('outcome')], said('number') && `số ${said('number')}`].filter(Boolean).join(', '),
      ]
    case 'handedOver':
      return said('receiverName') ? [`Người nhận: ${said('receiverName')}`] : []
    case 'feeCollected':
      return feeWords(data)
    case 'paymentConfirmed':
      return said('receiptNumber') ? [`Chứng từ ${said('receiptNumber')}`] : []
    case 'unitAsked':
      return [[said('name'), said('child')].filter(Boolean).join(', ')]
    case 'unitAnswered':
      return [[said('child'), OUTCOMES[said('how')]].filter(Boolean).join(', ')]
    default:
      return said('stepName') ? [said('stepName')] : []
  }
}

const METHODS: Record<string, string> = { cash: 'tiền mặt', transfer: 'chuyển khoản', card: 'thẻ' }

/** "4.000 đ, tiền mặt" and which receipt was given. */
function feeWords({ amount, method, receipt, receiptNumber }: Act['data']): readonly string[] {
  const paid =
    typeof amount === 'number'
      ? [[formatDong(amount), METHODS[String(method)]].filter(Boolean).join(', ')]
      : []
  const drawn = receipt as { number: string; series: string } | undefined
  if (drawn) return [...paid, `Biên lai số ${drawn.number}, ký hiệu ${drawn.series}`]
  return typeof receiptNumber === 'string' ? [...paid, `Biên lai giấy ${receiptNumber}`] : paid
}
