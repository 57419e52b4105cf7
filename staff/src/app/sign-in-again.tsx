import { Modal, Text } from '@mantine/core'
import { useOfficer } from '../lib/officer.ts'
import { letWaitingPass } from '../lib/sign-in-again.ts'
import { SignInForm } from './sign-in-form.tsx'

/** The session has ended: signing in again over the screen, which stays as it is. */
export function SignInAgain() {
  const { username } = useOfficer()
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="Phiên làm việc đã hết hạn"
      zIndex={1000}
    >
      <Text size="sm" mb="md">
        Những gì đang nhập vẫn còn. Đăng nhập lại để làm tiếp.
      </Text>
      <SignInForm username={username} onDone={letWaitingPass} />
    </Modal>
  )
}
