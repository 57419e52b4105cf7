import type { Partner } from '../../../platform/partners.ts'
import { LookupError, type Registries } from '../domain.ts'
import { askEnterprises } from './enterprises.ts'
import { openGateway } from './gateway.ts'
import { askPopulation } from './population.ts'

/** The registers behind the shared data platform; without a connection every question says so. */
export function openRegistries(partner: Partner | null): Registries {
  if (partner === null) {
    const refuse = () => Promise.reject(new LookupError('notConnected'))
    return { person: refuse, company: refuse }
  }
  const gateway = openGateway(partner)
  return {
    person: (query, purpose) => askPopulation(gateway, partner.account, query, purpose),
    company: (taxCode) => askEnterprises(gateway, taxCode),
  }
}
