import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { signIn } from '../lib/session.ts'

type Props = { username?: string; onDone: () => void }

/** Name and password of an officer's account. @param username fixed, when somebody comes back to his own screen */
export function SignInForm({ username, onDone }: Props) {
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (form: FormData) => {
    const outcome = await signIn(username ?? String(form.get('username')), String(form.get('password')))
    if (outcome === null) onDone()
    setProblem(outcome)
  }
  return (
    <form action={submit}>
      <Stack>
        <TextInput
          name="username"
          label="Tên đăng nhập"
          autoComplete="username"
          required
          defaultValue={username}
          readOnly={username !== undefined}
          autoFocus={username === undefined}
        />
        <PasswordInput
          name="password"
          label="Mật khẩu"
          autoComplete="current-password"
          required
          autoFocus={username !== undefined}
        />
        {problem && (
          <Text className="bad" role="alert">
            {problem}
          </Text>
        )}
        <Button type="submit">Đăng nhập</Button>
      </Stack>
    </form>
  )
}
