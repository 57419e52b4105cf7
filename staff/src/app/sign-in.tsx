import { Paper, Text, Title } from '@mantine/core'
import { SignInForm } from './sign-in-form.tsx'

/** The door of the workspace; goes on to the address that asked for it. */
export function SignIn() {
  const goOn = () => {
    const back = new URLSearchParams(location.search).get('ve') ?? ''
    location.assign(/^\/(can-bo|quan-tri)(\/|\?|$)/.test(back) ? back : '/can-bo')
  }
  return (
    <Paper component="main" maw={380} mx="auto" mt="12vh" p="xl" withBorder>
      <Title order={1} size="h3">
        Đăng nhập dành cho cán bộ
      </Title>
      <Text size="sm" c="var(--quiet)" mb="md">
        Hệ thống thông tin giải quyết thủ tục hành chính
      </Text>
      <SignInForm onDone={goOn} />
    </Paper>
  )
}
