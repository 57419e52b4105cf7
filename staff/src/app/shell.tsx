import { AppShell } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'

/** Header, menu and the screen of the address. */
export function Shell() {
  return (
    <AppShell header={{ height: 52 }} padding="md">
      <AppShell.Header bg="blue.8" />
      <AppShell.Main>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  )
}
