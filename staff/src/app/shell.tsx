import { AppShell, Burger } from '@mantine/core'
import { useDisclosure, useLocalStorage } from '@mantine/hooks'
import { Outlet, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useSyncExternalStore } from 'react'
import { OfficerContext } from '../lib/officer.ts'
import { isWaiting, watchWaiting } from '../lib/sign-in-again.ts'
import { useFetchLater } from '../lib/when-idle.ts'
import { ActionProvider } from '../ui/actions.tsx'
import { ShortcutProvider } from '../ui/shortcuts.tsx'
import { Header } from './header.tsx'
import { inside } from './inside.tsx'
import { readLaterParts, readSignInAgain } from './later.ts'
import { LeftMenu } from './left-menu.tsx'

const SignInAgain = lazy(readSignInAgain)

/** Header, menu and the screen of the address, for who is signed in. */
export function Shell() {
  const { officer } = inside.useRouteContext()
  const [isOpen, phone] = useDisclosure(false)
  const [isNarrow, setNarrow] = useLocalStorage({
    key: 'menu-narrow',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const hasEnded = useSyncExternalStore(watchWaiting, isWaiting)
  useFetchLater(readLaterParts)
  const router = useRouter()
  const isOnTheWay = useCallback(() => router.state.status === 'pending', [router])
  return (
    <OfficerContext value={officer}>
      <ShortcutProvider isOnTheWay={isOnTheWay}>
        <ActionProvider>
          <AppShell
            header={{ height: 52 }}
            navbar={{ width: isNarrow ? 60 : 216, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
            padding={{ base: 'xs', sm: 'md' }}
            transitionDuration={0}
          >
            <AppShell.Header className="header">
              <Header
                burger={
                  <Burger
                    opened={isOpen}
                    onClick={phone.toggle}
                    hiddenFrom="sm"
                    size="sm"
                    color="white"
                    aria-label={isOpen ? 'Đóng danh mục' : 'Mở danh mục'}
                  />
                }
              />
            </AppShell.Header>
            <AppShell.Navbar p="xs" className="menu-bar">
              <LeftMenu isNarrow={isNarrow && !isOpen} setNarrow={setNarrow} onChosen={phone.close} />
            </AppShell.Navbar>
            <AppShell.Main>
              <Outlet />
            </AppShell.Main>
          </AppShell>
          <Suspense>{hasEnded && <SignInAgain />}</Suspense>
        </ActionProvider>
      </ShortcutProvider>
    </OfficerContext>
  )
}
