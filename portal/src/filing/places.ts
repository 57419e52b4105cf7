import type { Place, PlaceSource } from '@motcua/form-ui'
import { call } from './call.ts'

type Listed = { items: Place[] }

/** The provinces and communes of today, for the choices of an address. */
export const browserPlaces: PlaceSource = {
  provinces: async () => (await call<Listed>('GET', '/areas/provinces')).items,
  communes: async (province) => (await call<Listed>('GET', `/areas/provinces/${province}/communes`)).items,
}
