import { IconEye, IconMail } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { formatTime } from '../../lib/format.ts'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { messagesQuery } from './queries.ts'

/** What was told to whoever filed online, and whether he has read it; the latest first. */
export function MessagesPanel({ id, isOnline }: { id: string; isOnline: boolean }) {
  const { data, error, refetch } = useQuery(messagesQuery(id))
  if (error) return <Failed error={error} retry={refetch} />
  if (!data) return <Loading />
  if (data.items.length === 0)
    return (
      <Empty>
        {isOnline
          ? 'Chưa có thông báo nào gửi người nộp.'
          : 'Hồ sơ không nộp trực tuyến nên không có hộp thư để báo; hãy gọi điện khi cần.'}
      </Empty>
    )
  return (
    <ul className="papers">
      {data.items.map(({ id, text, at, readAt }) => (
        <li key={id}>
          {readAt ? (
            <IconEye size={18} stroke={1.5} aria-hidden />
          ) : (
            <IconMail size={18} stroke={1.5} aria-hidden />
          )}
          <div>
            {text}
            <div className="quiet">
              Gửi {formatTime(at)} · {readAt ? `đã đọc ${formatTime(readAt)}` : 'chưa đọc'}
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
}
