import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router'
import { session } from '../lib/session.ts'
import { Shell } from './shell.tsx'
import { SignIn } from './sign-in.tsx'

const root = createRootRoute()

const signIn = createRoute({ getParentRoute: () => root, path: '/can-bo/dang-nhap', component: SignIn })

/** Everything below needs somebody signed in. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ location }) => {
    if ((await session()) === null) throw redirect({ to: '/can-bo/dang-nhap', search: { ve: location.href } })
  },
})

const home = createRoute({ getParentRoute: () => inside, path: '/can-bo', component: () => null })
const studio = createRoute({ getParentRoute: () => inside, path: '/quan-tri', component: () => null })

export const router = createRouter({
  routeTree: root.addChildren([signIn, inside.addChildren([home, studio])]),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
