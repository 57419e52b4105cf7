import { Menu, Text, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconKeyboard, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useOfficer } from '../lib/officer.ts'
import { signOut } from '../lib/session.ts'
import { useActions } from '../ui/actions.tsx'
import { Keys, useShortcuts } from '../ui/shortcuts.tsx'
import { readShortcutList } from './later.ts'

const ShortcutList = lazy(readShortcutList)

/** Name and roles of the officer; light or dark; the shortcuts; the way out. */
export function OfficerMenu() {
  const officer = useOfficer()
  const [showsKeys, setShowsKeys] = useState(false)
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  const flip = () => setColorScheme(isDark ? 'light' : 'dark')
  const leave = () => signOut().then(() => location.assign('/can-bo/dang-nhap'))
  const schemeLabel = isDark ? 'Nền sáng' : 'Nền tối'
  useShortcuts([
    { keys: '?', label: 'Xem mọi phím tắt', group: 'Mọi màn hình', run: () => setShowsKeys(true) },
  ])
  useActions([
    { id: 'scheme', label: schemeLabel, group: 'Tài khoản', run: flip },
    { id: 'keys', label: 'Phím tắt', group: 'Tài khoản', keys: '?', run: () => setShowsKeys(true) },
    { id: 'leave', label: 'Đăng xuất', group: 'Tài khoản', run: leave },
  ])
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <UnstyledButton
            aria-label={`${initialsOf(officer.name)}, tài khoản của ${officer.name}`}
            className="account"
          >
            <span aria-hidden>{initialsOf(officer.name)}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text size="sm" fw={600}>
              {officer.name}
            </Text>
            <Text size="xs">{officer.unitName}</Text>
          </Menu.Label>
          <Menu.Divider />
          <Menu.Item leftSection={isDark ? <IconSun size={16} /> : <IconMoon size={16} />} onClick={flip}>
            {schemeLabel}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconKeyboard size={16} />}
            rightSection={<Keys keys="?" />}
            onClick={() => setShowsKeys(true)}
          >
            Phím tắt
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
            Đăng xuất
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>{showsKeys && <ShortcutList close={() => setShowsKeys(false)} />}</Suspense>
    </>
  )
}

/** First letters of family and given name. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => (word ?? '').charAt(0))
    .join('')
    .toLocaleUpperCase('vi')
}
