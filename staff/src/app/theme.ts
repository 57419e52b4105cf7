import { createTheme, Drawer, type MantineColorsTuple, Menu, Modal, Notification } from '@mantine/core'

const blue: MantineColorsTuple = [
  '#eaf2fb',
  '#d4e3f5',
  '#a8c6ea',
  '#79a8df',
  '#508dd5',
  '#357bcf',
  '#1f6bc0',
  '#0f58a6',
  '#0b4a8f',
  '#063a73',
]

const CLOSE = { 'aria-label': 'Đóng' }
/** A dialog that is fading away would still swallow keys. */
const AT_ONCE = { duration: 0 }

/** Colours and sizes of the workspace: deep blue; dense, for people who read tables all day. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 6 },
  colors: { blue },
  fontFamily: '"Be Vietnam Pro", system-ui, sans-serif',
  headings: { fontFamily: '"Be Vietnam Pro", system-ui, sans-serif', fontWeight: '600' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  components: {
    // The first choice has the focus at once; a placeholder for it would be no choice.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({ defaultProps: { closeButtonProps: CLOSE, transitionProps: AT_ONCE } }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: CLOSE } }),
    Drawer: Drawer.extend({ defaultProps: { closeButtonProps: CLOSE, transitionProps: AT_ONCE } }),
  },
})
