import { cleanLine } from '@motcua/rules'
import { type CompanyRecord, LookupError } from '../domain.ts'
import { type Gateway, jsonOf } from './gateway.ts'

/** `chiTietDoanhNghiep` of the enterprise register; errors ride on HTTP 200 with `Status` 0. */
export async function askEnterprises(gateway: Gateway, taxCode: string): Promise<CompanyRecord> {
  const { status, text } = await gateway({
    method: 'GET',
    path: `/apiCSDLDKDN/chiTietDoanhNghiep?msdn=${encodeURIComponent(taxCode)}`,
    headers: { accept: 'application/json' },
  })
  if (status >= 500) throw new LookupError('unavailable')
  const answer = jsonOf(text)
  if (Number(answer['Status']) !== 1)
    throw new LookupError(answer['DataCount'] === 0 ? 'notFound' : 'refused')
  const main = objectOf(answer['MainInformation'])
  const name = main['NAME']
  const code = main['ENTERPRISE_GDT_CODE']
  if (typeof name !== 'string' || cleanLine(name) === '' || code !== taxCode)
    throw new LookupError('malformed')
  // The register really spells it so.
  const address = objectOf(answer['HOAdress'])['AddressFullText']
  return {
    taxCode,
    name: cleanLine(name),
    address: typeof address === 'string' && address !== '' ? cleanLine(address) : null,
  }
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
