import { Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { answerOf } from '../../../lib/problem.ts'
import type { Unit } from '../../../lib/types.ts'
import { FormDialog } from '../form-dialog.tsx'
import { typed, useSave } from '../save.ts'
import { NewPassword } from './new-password.tsx'

type Props = { opened: boolean; onClose: () => void; units: readonly Unit[]; unit: string | undefined }

/** Opens an account; the password made for it is shown once. */
export function NewOfficer({ opened, onClose, units, unit }: Props) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [made, setMade] = useState<{ username: string; password: string } | null>(null)
  const at = chosen ?? unit ?? units[0]?.ref ?? null
  const save = useSave(
    (form: FormData) =>
      answerOf(
        api.POST('/api/v1/officers', {
          body: {
            unit: at ?? '',
            name: typed(form, 'name') ?? '',
            username: typed(form, 'username') ?? '',
          },
        }),
      ),
    'Đã mở tài khoản. Hãy giao vai trò cho cán bộ này.',
    ({ username, password }) => {
      onClose()
      if (password) setMade({ username, password })
    },
  )
  return (
    <>
      <FormDialog title="Mở tài khoản cán bộ" submit="Mở tài khoản" {...{ opened, onClose, save }}>
        <TextInput name="name" label="Họ và tên" required maxLength={200} data-autofocus />
        <TextInput
          name="username"
          label="Tên đăng nhập"
          description="Chữ thường không dấu, chữ số, dấu chấm, gạch nối"
          required
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
        />
        <Select
          label="Đơn vị quản lý"
          data={units.map(({ ref, name }) => ({ value: ref, label: name }))}
          value={at}
          onChange={setChosen}
          searchable
          allowDeselect={false}
          nothingFoundMessage="Không có đơn vị nào khớp."
        />
        <Text size="sm" c="var(--quiet)">
          Mật khẩu do hệ thống cấp và chỉ hiện một lần.
        </Text>
      </FormDialog>
      <Modal opened={made !== null} onClose={() => setMade(null)} title="Mật khẩu của tài khoản mới">
        <Stack>{made && <NewPassword {...made} />}</Stack>
      </Modal>
    </>
  )
}
