import { formatDay } from '../../lib/format.ts'
import type { QueueRow } from '../../lib/types.ts'

const CHANNELS: Record<string, string> = {
  online: 'trực tuyến',
  desk: 'tại quầy',
  post: 'qua bưu chính',
}

export const channelName = (channel: string): string => CHANNELS[channel] ?? channel

/** Why a dossier stands in this queue, in one short sentence. */
export function whyHere(row: QueueRow, queue: string): string {
  const task = row.tasks?.[0]
  const step = task ? `“${task.name}”` : ''
  switch (queue) {
    case 'intake':
      return row.status === 5
        ? 'Đã bổ sung, chờ tiếp nhận'
        : `Mới nộp ${channelName(row.channel)}, chờ tiếp nhận`
    case 'mine':
      return task ? `Bạn đang giữ bước ${step}` : 'Đang giao cho bạn'
    case 'unit':
      return task ? `Bước ${step} chưa có người nhận` : 'Chưa có người nhận'
    case 'due-today':
      return step ? `Đang ở bước ${step}` : 'Đến hạn hôm nay'
    case 'late':
      return step ? `Đang ở bước ${step}` : 'Đã quá hạn'
    case 'waiting-citizen':
      return `Đã yêu cầu bổ sung${row.enteredAt ? ` ngày ${formatDay(row.enteredAt)}` : ''}, chờ người nộp`
    case 'waiting-payment':
      return 'Chờ người nộp thực hiện nghĩa vụ tài chính'
    case 'waiting-unit':
      return 'Chờ đơn vị khác trả lời'
    case 'to-record':
      return 'Đã xong các bước, chờ ghi kết quả'
    case 'to-hand-over':
      return 'Có kết quả, chờ trả cho người nộp'
    default:
      return step ? `Bước ${step}` : row.statusName
  }
}
