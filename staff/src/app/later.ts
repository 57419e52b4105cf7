/* Parts of the frame that no first screen shows. They are fetched once it stands, and are there when they are needed. */

export const readCommandBox = () => import('./command-box.tsx').then((part) => ({ default: part.CommandBox }))
export const readShortcutList = () =>
  import('../ui/shortcut-list.tsx').then((part) => ({ default: part.ShortcutList }))
export const readSignInAgain = () =>
  import('./sign-in-again.tsx').then((part) => ({ default: part.SignInAgain }))

export const readLaterParts = () => Promise.all([readCommandBox(), readShortcutList(), readSignInAgain()])
