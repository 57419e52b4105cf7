import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Failed, Loading } from '../ui/states.tsx'
import { routes } from './features.ts'
import { inside, root } from './inside.tsx'
import { Missing } from './missing.tsx'
import { Shell } from './shell.tsx'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/can-bo/dang-nhap',
  component: lazyRouteComponent(() => import('./sign-in.tsx'), 'SignIn'),
  validateSearch: ({ ve }: Record<string, unknown>): { ve?: string } =>
    typeof ve === 'string' ? { ve } : {},
})

inside.update({ component: Shell })

export const router = createRouter({
  routeTree: root.addChildren([signIn, inside.addChildren(routes)]),
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} retry={reset} />,
  defaultNotFoundComponent: Missing,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
