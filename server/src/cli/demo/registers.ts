import type { Config } from '../../config.ts'
import { startRegistrySimulator } from '../../simulators/registries/index.ts'
import { demoPeople } from './people.ts'

/** The registers of the demo on a port of their own, and the configuration by which the server asks them. */
export async function startDemoRegisters(): Promise<{
  config: Pick<Config, 'sharedData'>
  stop: () => Promise<void>
}> {
  const { citizens, businesses } = demoPeople()
  const { url, key, secret, account, stop } = await startRegistrySimulator({
    people: citizens.map(({ idNumber, name, birthDate, place }) => ({
      idNumber,
      name,
      birthDate: birthDate ?? '',
      province: '66',
      commune: place.commune,
      place: place.village,
    })),
    companies: businesses.map(({ idNumber: taxCode, name, address }) => ({ taxCode, name, address })),
  })
  return { config: { sharedData: { url, key, secret, account, timeoutMs: 3000 } }, stop }
}
