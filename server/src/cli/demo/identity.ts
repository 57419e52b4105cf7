import type { Config } from '../../config.ts'
import { NATIONAL_CALLBACK } from '../../modules/identity/index.ts'
import { type Persona, startIdentitySimulator } from '../../simulators/identity/index.ts'
import { demoMandates, demoPeople, type Person } from './people.ts'

/**
 * The provider of national identity of the demo on a port of its own, and the configuration by which the server sends
 * people there.
 * @param publicUrl where browsers see the server
 */
export async function startDemoIdentity(publicUrl: string): Promise<{
  config: Pick<Config, 'identity'>
  stop: () => Promise<void>
}> {
  const { citizens, businesses } = demoPeople()
  const { representatives } = demoMandates()
  const headOf = ({ username }: Person): Pick<Persona, 'representative'> => {
    const named = representatives.find(({ business }) => business === username)
    const head = citizens.find((c) => c.username === named?.citizen)
    return head ? { representative: { number: head.idNumber, name: head.name } } : {}
  }
  const { issuer, clientId, clientSecret, stop } = await startIdentitySimulator(
    [...citizens, ...businesses].map((p) => ({ ...personaOf(p), ...headOf(p) })),
    [new URL(NATIONAL_CALLBACK, publicUrl).href],
  )
  return { config: { identity: { issuer, clientId, clientSecret, timeoutMs: 5000 } }, stop }
}

const personaOf = ({ kind, idNumber: number, name, birthDate, phone, address }: Person): Persona => ({
  kind,
  number,
  name,
  birthDate,
  phone,
  address,
})
