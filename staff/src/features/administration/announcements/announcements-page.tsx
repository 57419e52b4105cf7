import { Badge, Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { formatDate } from '@motcua/rules'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { paths } from '../../../../../contract/api.d.ts'
import { api } from '../../../lib/api.ts'
import { answerOf } from '../../../lib/problem.ts'
import { Page } from '../../../ui/page.tsx'
import { Empty, Failed, Loading } from '../../../ui/states.tsx'
import { AnnouncementDialog } from './announcement-dialog.tsx'
import { WithdrawDialog } from './withdraw-dialog.tsx'
import '../administration.css'

type Answer = paths['/api/v1/announcements/all']['get']['responses'][200]['content']['application/json']
export type ManagedAnnouncement = Answer['items'][number]

/** What the province tells everybody on the portal: to come, shown, over and withdrawn. */
export function AnnouncementsPage() {
  const [isNew, dialog] = useDisclosure(false)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['administration', 'announcements'],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/v1/announcements/all', {
          params: { query: { limit: 50, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  if (error) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const items = data.pages.flatMap((page) => page.items)
  const mayPublish = data.pages[0]?.can.includes('publish') ?? false
  return (
    <Page
      title="Thông báo trên cổng"
      actions={mayPublish && <Button onClick={dialog.open}>Đăng thông báo</Button>}
    >
      <section className="panel admin-panel" aria-label="Các thông báo">
        {!mayPublish && <p className="quiet">Chỉ quản trị viên của tỉnh được đăng, sửa, gỡ thông báo.</p>}
        {items.length === 0 ? (
          <Empty>Chưa có thông báo nào.</Empty>
        ) : (
          <ul className="admin-list">
            {items.map((one) => (
              <Line key={one.id} announcement={one} />
            ))}
          </ul>
        )}
        {hasNextPage && (
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Xem tiếp
          </Button>
        )}
      </section>
      {isNew && <AnnouncementDialog announcement={null} onClose={dialog.close} />}
    </Page>
  )
}

const STATES = {
  upcoming: 'chưa đến ngày',
  shown: 'đang hiện',
  over: 'đã hết ngày',
  withdrawn: 'đã gỡ',
} as const

function Line({ announcement }: { announcement: ManagedAnnouncement }) {
  const [open, setOpen] = useState<'change' | 'withdraw' | null>(null)
  const { title, text, from, to, state, can } = announcement
  const close = () => setOpen(null)
  return (
    <li>
      <div>
        <Group gap={6}>
          <b>{title}</b>
          <Badge variant={state === 'shown' ? 'light' : 'default'} tt="none">
            {STATES[state]}
          </Badge>
        </Group>
        <div>{text.length > 200 ? `${text.slice(0, 200)}…` : text}</div>
        <div className="quiet">
          Từ {formatDate(from)} {to ? `đến hết ${formatDate(to)}` : 'đến khi gỡ'}
        </div>
      </div>
      <Group gap="xs">
        {can.includes('change') && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Sửa: ${title}`}
            onClick={() => setOpen('change')}
          >
            Sửa
          </Button>
        )}
        {can.includes('withdraw') && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Gỡ: ${title}`}
            onClick={() => setOpen('withdraw')}
          >
            Gỡ
          </Button>
        )}
      </Group>
      {open === 'change' && <AnnouncementDialog announcement={announcement} onClose={close} />}
      {open === 'withdraw' && <WithdrawDialog announcement={announcement} onClose={close} />}
    </li>
  )
}
