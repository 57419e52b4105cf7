import { describe, expect, it } from 'vitest'
import { openRegistries } from '../../modules/registries/index.ts'
import { demoPeople } from './people.ts'
import { startDemoRegisters } from './registers.ts'

describe('startDemoRegisters', () => {
  it('knows the people and businesses of the demo, over a connection', async () => {
    const { config, stop } = await startDemoRegisters()
    const { person, company } = openRegistries(config.sharedData)
    const { citizens, businesses } = demoPeople()
    const purpose = { requestId: 'thu', procedureCode: '2.000908' }
    for (const { idNumber, name, birthDate, place } of citizens.slice(0, 12)) {
      const { residence, ...found } = await person({ idNumber, name, birthDate: birthDate! }, purpose)
      expect([found.name, found.birthDate, residence?.commune]).toEqual([name, birthDate, place.commune])
    }
    for (const { idNumber, name } of businesses)
      expect(await company(idNumber)).toMatchObject({ taxCode: idNumber, name })
    await stop()
    await expect(company(businesses[0]!.idNumber)).rejects.toMatchObject({ problem: 'unavailable' })
  })
})
