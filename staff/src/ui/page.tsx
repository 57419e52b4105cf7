import { Group, Stack, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'

type Props = {
  title: string
  /** Small words beside the title: a number of rows, a state. */
  note?: ReactNode
  /** Buttons at the right. */
  actions?: ReactNode
  /** The page is exactly as high as the window, and its table scrolls by itself. */
  fill?: boolean
  children: ReactNode
}

/** A screen: its title, what can be done here, its content. Sets the title of the window too. */
export function Page({ title, note, actions, fill, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Motcua`
  }, [title])
  return (
    <Stack gap="sm" className={fill ? 'page page-fill' : 'page'}>
      <div className="page-head">
        <div className="page-title">
          <Title order={1} size="h4">
            {title}
          </Title>
          {note}
        </div>
        {actions && (
          <Group gap="xs" className="page-actions">
            {actions}
          </Group>
        )}
      </div>
      {children}
    </Stack>
  )
}
