import { Alert, Button, Group, Modal, Stack } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Problem, sentenceOf } from '../../lib/problem.ts'

type Props<Out> = {
  title: string
  opened: boolean
  onClose: () => void
  save: UseMutationResult<Out, Error, FormData>
  submit: string
  /** For what cannot be taken back. */
  isGrave?: boolean
  size?: string
  children: ReactNode
}

/** A form in a dialog: what the server refuses is said in it, and what was typed stays. */
export function FormDialog<Out>(props: Props<Out>) {
  const { title, opened, onClose, save, submit, isGrave, size, children } = props
  const close = () => {
    save.reset()
    onClose()
  }
  return (
    <Modal opened={opened} onClose={close} title={title} size={size ?? 'md'}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(new FormData(event.currentTarget))
        }}
      >
        <Stack gap="sm">
          {children}
          {save.error && (
            <Alert className="admin-alert" color="red" role="alert">
              {sentencesOf(save.error).map((sentence) => (
                <div key={sentence}>{sentence}</div>
              ))}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Thôi
            </Button>
            <Button type="submit" loading={save.isPending} color={isGrave ? 'red.9' : undefined}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** What is wrong, field by field where the server says so. */
function sentencesOf(error: Error): string[] {
  const fields = error instanceof Problem ? error.fields.map(({ message }) => message) : []
  return fields.length > 0 ? [...new Set(fields)] : [sentenceOf(error)]
}
