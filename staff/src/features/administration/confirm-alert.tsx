import { Alert, Button, Group, Text } from '@mantine/core'
import { sentenceOf } from '../../lib/problem.ts'

type Props = {
  title: string
  /** What it does; undefined while that is counted: until then it cannot be done, unless it cannot be counted. */
  said: string | undefined
  /** Said while it is counted. */
  counting?: string
  fault?: Error | null
  submit: string
  isPending: boolean
  onCancel: () => void
  onConfirm: () => void
}

/** Asks, where it stands, before something is done that others notice. */
export function ConfirmAlert(props: Props) {
  const { title, said, counting, fault, submit, isPending, onCancel, onConfirm } = props
  return (
    <Alert className="admin-alert" color="orange" role="alertdialog" title={title} w="100%">
      <Text size="sm" mb="xs" role="status">
        {fault ? sentenceOf(fault) : (said ?? counting)}
      </Text>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onCancel}>
          Thôi
        </Button>
        <Button
          size="xs"
          color="red.9"
          disabled={said === undefined && !fault}
          loading={isPending}
          onClick={onConfirm}
        >
          {submit}
        </Button>
      </Group>
    </Alert>
  )
}
