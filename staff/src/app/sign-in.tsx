import { Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { signIn } from '../lib/session.ts'

/** Signing in with an account of an officer; goes on to the address that asked for it. */
export function SignIn() {
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (form: FormData) => {
    const outcome = await signIn(String(form.get('username')), String(form.get('password')))
    if (outcome !== null) return setProblem(outcome)
    const back = new URLSearchParams(location.search).get('ve') ?? ''
    location.assign(/^\/(can-bo|quan-tri)/.test(back) ? back : '/can-bo')
  }
  return (
    <Paper component="main" maw={380} mx="auto" mt="12vh" p="xl" withBorder>
      <form action={submit}>
        <Stack>
          <Title order={1} size="h3">
            Đăng nhập dành cho cán bộ
          </Title>
          <TextInput name="username" label="Tên đăng nhập" autoComplete="username" required autoFocus />
          <PasswordInput name="password" label="Mật khẩu" autoComplete="current-password" required />
          {problem && (
            <Text c="red.8" role="alert">
              {problem}
            </Text>
          )}
          <Button type="submit">Đăng nhập</Button>
        </Stack>
      </form>
    </Paper>
  )
}
