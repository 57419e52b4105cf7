import { Text } from '@mantine/core'
import { api } from '../../../lib/api.ts'
import { answerOf } from '../../../lib/problem.ts'
import { FormDialog } from '../form-dialog.tsx'
import { useSave } from '../save.ts'
import type { ManagedAnnouncement } from './announcements-page.tsx'

/** Takes an announcement off the portal, which cannot be taken back. */
export function WithdrawDialog({
  announcement,
  onClose,
}: {
  announcement: ManagedAnnouncement
  onClose: () => void
}) {
  const save = useSave(
    (_: FormData) =>
      answerOf(
        api.POST('/api/v1/announcements/{id}/withdrawal', { params: { path: { id: announcement.id } } }),
      ),
    'Đã gỡ thông báo.',
    onClose,
  )
  return (
    <FormDialog title="Gỡ thông báo" submit="Gỡ" isGrave opened {...{ onClose, save }}>
      <Text size="sm">
        “{announcement.title}” sẽ không còn trên cổng. Muốn hiện lại phải đăng thông báo mới.
      </Text>
    </FormDialog>
  )
}
