import { ActionIcon, Alert, Button, Group, Text, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { sentenceOf } from '../../../lib/problem.ts'
import { useShortcuts } from '../../../ui/shortcuts.tsx'
import { useDesk, usePart } from './desk.tsx'
import type { PartName } from './types.ts'

const WORDS = {
  saved: 'Đã lưu',
  waiting: 'Đang soạn…',
  saving: 'Đang lưu…',
  stale: 'Chưa lưu được',
  failed: 'Chưa lưu được',
} as const

/** Undo, redo and whether all is saved; above every editor of a part. */
export function PartBar({ part, children }: { part: PartName; children?: ReactNode }) {
  const { isEditable } = useDesk()
  const { status, error, canUndo, canRedo, store } = usePart(part)
  useShortcuts(
    isEditable
      ? [{ keys: 'ctrl+s', label: 'Lưu ngay', group: 'Soạn thủ tục', run: () => void store.flush() }]
      : [],
  )
  if (!isEditable) return null
  return (
    <>
      <Group gap="xs" className="part-bar">
        <Tooltip label="Lùi một bước">
          <ActionIcon
            variant="default"
            aria-label="Lùi một bước"
            disabled={!canUndo || status === 'stale'}
            onClick={() => void store.undo()}
          >
            <IconArrowBackUp size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Làm lại bước vừa lùi">
          <ActionIcon
            variant="default"
            aria-label="Làm lại"
            disabled={!canRedo || status === 'stale'}
            onClick={() => void store.redo()}
          >
            <IconArrowForwardUp size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Text size="sm" c="var(--quiet)" role="status" data-status={status}>
          {WORDS[status]}
        </Text>
        {children}
      </Group>
      {status === 'stale' && (
        <Alert color="orange" title="Phần này vừa được sửa ở nơi khác" role="alert">
          <Text size="sm" mb="xs">
            Những gì bạn vừa viết vẫn còn trên màn hình nhưng chưa lưu.
          </Text>
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => void store.settle('theirs')}>
              Dùng bản vừa được sửa
            </Button>
            <Button size="xs" onClick={() => void store.settle('mine')}>
              Lưu bản của tôi
            </Button>
          </Group>
        </Alert>
      )}
      {status === 'failed' && (
        <Alert color="red" role="alert">
          <Group gap="xs">
            <Text size="sm">{sentenceOf(error)}</Text>
            <Button size="xs" variant="default" onClick={() => void store.flush()}>
              Lưu lại
            </Button>
          </Group>
        </Alert>
      )}
    </>
  )
}
