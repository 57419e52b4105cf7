import type { Route } from '../../visit.ts'
import { followPage } from '../dossier/follow.tsx'
import { contentFile, receiptPage } from '../dossier/receipt.tsx'
import { supplementPage } from '../dossier/supplement.tsx'
import { filingPage } from '../filing/begin.tsx'
import { accountPage } from './account.tsx'
import { dossiersPage } from './dossiers.tsx'
import { signedIn } from './gate.ts'
import { inboxPage } from './inbox.tsx'
import { signInPage, signOutPage } from './sign-in.tsx'

/** The part of the portal that asks who is there. */
export const OWN_ROUTES: readonly Route[] = [
  { path: /^\/dang-nhap$/, answer: signInPage },
  { path: /^\/dang-xuat$/, answer: signOutPage },
  { path: /^\/tai-khoan$/, answer: signedIn(accountPage) },
  { path: /^\/hop-thu$/, answer: signedIn(inboxPage) },
  { path: /^\/nop-ho-so\/([\w.]+)$/, answer: signedIn(filingPage) },
  { path: /^\/ho-so$/, answer: signedIn(dossiersPage) },
  { path: /^\/ho-so\/([0-9a-f-]{36})$/, answer: signedIn(followPage) },
  { path: /^\/ho-so\/([0-9a-f-]{36})\/bien-nhan$/, answer: signedIn(receiptPage) },
  { path: /^\/ho-so\/([0-9a-f-]{36})\/noi-dung\.json$/, answer: signedIn(contentFile) },
  { path: /^\/ho-so\/([0-9a-f-]{36})\/bo-sung$/, answer: signedIn(supplementPage) },
]
