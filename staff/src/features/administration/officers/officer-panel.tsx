import { Alert, Badge, Button, Drawer, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../../lib/api.ts'
import { answerOf, sentenceOf } from '../../../lib/problem.ts'
import type { OfficerAccount, Unit } from '../../../lib/types.ts'
import { ConfirmAlert } from '../confirm-alert.tsx'
import { useSave } from '../save.ts'
import { Appointments } from './appointments.tsx'
import { NewPassword } from './new-password.tsx'

type Props = { officer: OfficerAccount; units: readonly Unit[]; onClose: () => void }

/** One officer: name, roles from–to, password and lock of the account. */
export function OfficerPanel({ officer, units, onClose }: Props) {
  const { id, username, isLocked, can } = officer
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={officer.name}>
      <Stack gap="lg">
        <Group gap="xs">
          <Text size="sm" c="var(--quiet)">
            Tên đăng nhập: <b>{username}</b>
          </Text>
          {isLocked && (
            <Badge color="red.9" tt="none">
              đã khoá
            </Badge>
          )}
        </Group>
        <Appointments officer={officer} units={units} />
        {can.includes('rename') && <Name key={officer.name} officer={officer} />}
        {can.length > 0 ? (
          <Account key={id} officer={officer} />
        ) : (
          <Text size="sm" c="var(--quiet)">
            Tài khoản này còn giữ việc ở đơn vị ngoài phạm vi quản trị của bạn, nên quản trị viên cấp trên mới
            đổi được mật khẩu, khoá hoặc sửa tên.
          </Text>
        )}
      </Stack>
    </Drawer>
  )
}

function Name({ officer }: { officer: OfficerAccount }) {
  const save = useSave(
    (name: string) =>
      answerOf(api.PATCH('/api/v1/officers/{id}', { params: { path: { id: officer.id } }, body: { name } })),
    'Đã sửa họ tên.',
    () => {},
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    save.mutate(String(new FormData(event.currentTarget).get('name')).trim())
  }
  return (
    <form onSubmit={submit}>
      <Group align="end" gap="xs">
        <TextInput
          name="name"
          label="Họ và tên"
          defaultValue={officer.name}
          required
          maxLength={200}
          error={save.error && sentenceOf(save.error)}
          style={{ flex: 1 }}
        />
        <Button type="submit" variant="default" loading={save.isPending}>
          Sửa họ tên
        </Button>
      </Group>
    </form>
  )
}

function Account({ officer }: { officer: OfficerAccount }) {
  const { id, username, isLocked, can } = officer
  const path = { params: { path: { id } } }
  const [password, setPassword] = useState<string | null>(null)
  const [isAsking, setAsking] = useState<'password' | 'lock' | null>(null)
  const settled = () => setAsking(null)
  const reset = useSave(
    () => answerOf(api.POST('/api/v1/officers/{id}/password', path)),
    'Đã cấp lại mật khẩu.',
    (made) => {
      settled()
      setPassword(made.password)
    },
  )
  const lock = useSave(
    () => answerOf(api.POST('/api/v1/officers/{id}/lock', path)),
    'Đã khoá tài khoản.',
    settled,
  )
  const unlock = useSave(
    () => answerOf(api.DELETE('/api/v1/officers/{id}/lock', path)),
    'Đã mở khoá tài khoản.',
    settled,
  )
  const error = reset.error ?? lock.error ?? unlock.error
  return (
    <Stack gap="xs">
      <Title order={3} size="h6">
        Tài khoản
      </Title>
      {password && <NewPassword username={username} password={password} />}
      {isAsking === null && (
        <Group gap="xs">
          {can.includes('resetPassword') && (
            <Button size="xs" variant="default" onClick={() => setAsking('password')}>
              Cấp lại mật khẩu
            </Button>
          )}
          {can.includes('lock') && (
            <Button size="xs" variant="default" onClick={() => setAsking('lock')}>
              Khoá tài khoản
            </Button>
          )}
          {isLocked && can.includes('unlock') && (
            <Button size="xs" loading={unlock.isPending} onClick={() => unlock.mutate(undefined)}>
              Mở khoá
            </Button>
          )}
        </Group>
      )}
      {isAsking && (
        <ConfirmAlert
          title={isAsking === 'lock' ? 'Khoá tài khoản này?' : 'Cấp lại mật khẩu?'}
          said={
            isAsking === 'lock'
              ? 'Cán bộ này không đăng nhập được nữa và phiên đang mở kết thúc ngay. Vai trò vẫn giữ nguyên.'
              : 'Mật khẩu hiện nay hết hiệu lực và phiên đang mở kết thúc ngay.'
          }
          submit={isAsking === 'lock' ? 'Khoá' : 'Cấp mật khẩu mới'}
          isPending={reset.isPending || lock.isPending}
          onCancel={settled}
          onConfirm={() => (isAsking === 'lock' ? lock : reset).mutate(undefined)}
        />
      )}
      {error && (
        <Alert className="admin-alert" color="red" role="alert">
          {sentenceOf(error)}
        </Alert>
      )}
    </Stack>
  )
}
