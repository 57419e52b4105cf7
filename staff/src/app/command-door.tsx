import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconCommand } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { Keys, useShortcuts } from '../ui/shortcuts.tsx'
import { readCommandBox } from './later.ts'

const CommandBox = lazy(readCommandBox)

/** The way to everything that can be done from here: a button, and Ctrl-K from everywhere. */
export function CommandDoor() {
  const [asked, setAsked] = useState(0)
  const open = () => setAsked(asked + 1)
  useShortcuts([{ keys: 'ctrl+K', label: 'Mọi lệnh', group: 'Mọi màn hình', run: open, everywhere: true }])
  return (
    <>
      <UnstyledButton className="header-button" onClick={open} title="Màn hình, việc cần làm">
        <IconCommand size={18} aria-hidden />
        <VisuallyHidden>Mọi lệnh</VisuallyHidden>
        <Keys keys="ctrl+K" />
      </UnstyledButton>
      {/* What is typed while it comes must do nothing to the screen below. */}
      <Suspense fallback={<div role="dialog" aria-modal aria-label="Mọi lệnh đang mở" />}>
        {asked > 0 && <CommandBox asked={asked} />}
      </Suspense>
    </>
  )
}
