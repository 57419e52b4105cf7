import { createContext, useContext } from 'react'
import type { Officer } from './session.ts'

export const OfficerContext = createContext<Officer | null>(null)

/** Who works at this screen. Only below the door of the workspace. */
export function useOfficer(): Officer {
  return useContext(OfficerContext)!
}

/** Whether a permission is held at all, e.g. `dossiers.export`; what may be done to a thing stands in its `can`. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useOfficer()
  return (permission) => permissions.includes(permission)
}
