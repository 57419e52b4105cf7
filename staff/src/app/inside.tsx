import { createRootRoute, createRoute, redirect } from '@tanstack/react-router'
import { session } from '../lib/session.ts'

export const root = createRootRoute()

/** Parent of every screen: needs somebody signed in, and gives `officer` to what stands below. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    const officer = await session()
    if (officer === null) throw redirect({ to: '/can-bo/dang-nhap', search: { ve: location.href } })
    return { officer }
  },
})
