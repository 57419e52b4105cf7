import { Popover, ScrollArea, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAct } from '../lib/act.ts'
import { api } from '../lib/api.ts'
import { formatTime } from '../lib/format.ts'
import { answerOf } from '../lib/problem.ts'
import type { Notice } from '../lib/types.ts'
import { Empty } from '../ui/states.tsx'

/** What the officer has to know: the bell with the number of unread notices, and the latest of them. */
export function Notices() {
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const { data } = useQuery({
    queryKey: ['notices'],
    queryFn: () => answerOf(api.GET('/api/v1/notices', { params: { query: { limit: 30 } } })),
    refetchInterval: 60_000,
  })
  const read = useAct(
    (id: string) => answerOf(api.POST('/api/v1/notices/{id}/reading', { params: { path: { id } } })),
    null,
  )
  const open = (notice: Notice) => {
    if (notice.readAt === null) read.mutate(notice.id)
    setOpen(false)
    void navigate({ to: '/can-bo/ho-so/$id', params: { id: notice.dossierId } })
  }
  const unread = data?.unread ?? 0
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={340} trapFocus>
      <Popover.Target>
        <UnstyledButton className="header-button" onClick={() => setOpen(!isOpen)} title="Thông báo">
          <IconBell size={20} stroke={1.6} aria-hidden />
          <VisuallyHidden>Thông báo</VisuallyHidden>
          {unread > 0 && <span className="header-count">{unread}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <ScrollArea.Autosize mah={420}>
          {(data?.items ?? []).map((notice) => (
            <UnstyledButton
              key={notice.id}
              className="notice"
              data-unread={notice.readAt === null || undefined}
              onClick={() => open(notice)}
            >
              {notice.text}
              <Text size="xs" className="quiet">
                {formatTime(notice.at)}
                {notice.readAt === null && ' · chưa đọc'}
              </Text>
            </UnstyledButton>
          ))}
          {data?.items.length === 0 && <Empty>Chưa có thông báo nào.</Empty>}
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}
