import { IconBuildingCommunity, IconCalendarEvent, IconSpeakerphone, IconUsers } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../app/inside.tsx'
import type { MenuEntry } from '../../lib/feature.ts'

const words = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value.slice(0, 100) : undefined

export const routes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/quan-tri/don-vi',
    component: lazyRouteComponent(() => import('./units/units-page.tsx'), 'UnitsPage'),
    validateSearch: ({ donVi }: Record<string, unknown>): { donVi?: string } => ({ donVi: words(donVi) }),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/quan-tri/can-bo',
    component: lazyRouteComponent(() => import('./officers/officers-page.tsx'), 'OfficersPage'),
    validateSearch: ({ donVi }: Record<string, unknown>): { donVi?: string } => ({ donVi: words(donVi) }),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/quan-tri/lich',
    component: lazyRouteComponent(() => import('./calendar/calendar-page.tsx'), 'CalendarPage'),
    validateSearch: ({ donVi, nam }: Record<string, unknown>): { donVi?: string; nam?: number } => ({
      donVi: words(donVi),
      nam: Number.isInteger(nam) && Number(nam) >= 2000 && Number(nam) <= 2100 ? Number(nam) : undefined,
    }),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/quan-tri/thong-bao',
    component: lazyRouteComponent(
      () => import('./announcements/announcements-page.tsx'),
      'AnnouncementsPage',
    ),
  }),
] as const

export const menu: readonly MenuEntry[] = [
  {
    to: '/quan-tri/don-vi',
    label: 'Đơn vị',
    icon: IconBuildingCommunity,
    section: 'admin',
    needs: 'units.manage',
  },
  {
    to: '/quan-tri/can-bo',
    label: 'Cán bộ, tài khoản',
    icon: IconUsers,
    section: 'admin',
    needs: 'accounts.manage',
  },
  {
    to: '/quan-tri/lich',
    label: 'Lịch làm việc',
    icon: IconCalendarEvent,
    section: 'admin',
    needs: 'calendar.plan',
  },
  {
    to: '/quan-tri/thong-bao',
    label: 'Thông báo trên cổng',
    icon: IconSpeakerphone,
    section: 'admin',
    needs: 'announcements.publish',
  },
]
