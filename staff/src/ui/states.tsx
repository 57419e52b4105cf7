import { Button, Center, Loader, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconInbox } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { sentenceOf } from '../lib/problem.ts'

/** Nothing is here, and that is in order. */
export function Empty({ children }: { children: ReactNode }) {
  return (
    <Center py="xl" px="md">
      <Stack align="center" gap={6}>
        <IconInbox size={32} stroke={1.3} aria-hidden className="faint" />
        <Text c="var(--quiet)" ta="center">
          {children}
        </Text>
      </Stack>
    </Center>
  )
}

/** It could not be read: the one sentence, and another try. */
export function Failed({ error, retry }: { error: unknown; retry?: () => unknown }) {
  return (
    <Center py="xl" px="md" role="alert">
      <Stack align="center" gap="xs">
        <IconAlertTriangle size={32} stroke={1.3} aria-hidden className="bad" />
        <Text ta="center">{sentenceOf(error)}</Text>
        {retry && (
          <Button variant="default" size="xs" onClick={retry}>
            Thử lại
          </Button>
        )}
      </Stack>
    </Center>
  )
}

export function Loading() {
  return (
    <Center py="xl" role="status" aria-label="Đang tải">
      <Loader size="sm" />
    </Center>
  )
}
