import { expect, it } from 'vitest'
import { openNationalLogin } from '../../modules/identity/adapter/openid.ts'
import { passThrough } from '../../simulators/identity/visitor.ts'
import { startDemoIdentity } from './identity.ts'
import { demoPeople } from './people.ts'

it('knows the people and businesses of the demo, over a connection', async () => {
  const { config, stop } = await startDemoIdentity('http://localhost:8080')
  const login = openNationalLogin(config.identity!, 'http://localhost:8080/api/v1/session/oidc/callback')
  const { citizens, businesses } = demoPeople()
  for (const { kind, idNumber, name } of [citizens[0]!, businesses[0]!]) {
    const way = await login.setOut(1)
    const back = await passThrough(way.url, { number: idNumber, level: 2 })
    const identity = await login.comeBack(new URL(back).search.slice(1), { ...way, level: 1 })
    expect(identity).toMatchObject({ kind, number: idNumber, name, level: 2 })
  }
  await stop()
})
