import { Alert, Button, CopyButton, Group, Text } from '@mantine/core'

/** A password that is told this once. */
export function NewPassword({ username, password }: { username: string; password: string }) {
  return (
    <Alert className="admin-alert" color="green" role="status" title={`Mật khẩu mới của ${username}`}>
      <Group gap="sm" mb="xs">
        <span className="admin-secret">{password}</span>
        <CopyButton value={password}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? 'Đã chép' : 'Chép'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text size="sm">
        Hãy trao tận tay cho cán bộ. Mật khẩu này không xem lại được; nếu thất lạc thì cấp lại mật khẩu khác.
      </Text>
    </Alert>
  )
}
