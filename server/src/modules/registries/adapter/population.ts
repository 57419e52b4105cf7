import { cleanLine, parseCitizenNumber, parseDate } from '@motcua/rules'
import { LookupError, type PersonQuery, type PersonRecord, plainName } from '../domain.ts'
import type { Gateway } from './gateway.ts'
import { at, type Element, escapeXml, readXml, textAt } from './xml.ts'

/** Path of the service below the gateway, and its code of integration. */
const PATH = '/apiCSDLDanCu/TraCuuThongTinCongDan'
const INTEGRATION = '037'

/**
 * `TraCuuThongTinCongDan` (SOAP 1.1, `http://dancuquocgia.bca`): number, name in capitals without tones or blanks, and
 * birth date, in the order of the schema.
 * @param account registered officer `name:password`
 */
export async function askPopulation(
  gateway: Gateway,
  account: string,
  query: PersonQuery,
  purpose: { requestId: string; procedureCode: string },
): Promise<PersonRecord> {
  const { text } = await gateway({
    method: 'POST',
    path: PATH,
    headers: {
      'content-type': 'text/xml; charset=utf-8',
      soapaction: '"TraCuuThongTinCongDan"',
      authhash: Buffer.from(account).toString('base64'),
    },
    body: envelope(account.split(':')[0]!, query, purpose),
  })
  const body = at(readXml(text) ?? undefined, 'Body')
  if (!body) throw new LookupError('malformed')
  const fault = at(body, 'Fault')
  if (fault) throw new LookupError(/quota|limit/i.test(textAt(fault, 'faultstring')) ? 'quota' : 'refused')
  const collection = find(body, 'CongdanCollection')
  if (!collection) throw new LookupError('malformed')
  const citizens = collection.children.filter((c) => c.name === 'CongDan')
  if (citizens.length === 0) throw new LookupError('notFound')
  if (citizens.length > 1) throw new LookupError('malformed')
  return personOf(citizens[0]!, query.idNumber)
}

function envelope(
  officer: string,
  { idNumber, name, birthDate }: PersonQuery,
  { requestId, procedureCode }: { requestId: string; procedureCode: string },
): string {
  const born =
    birthDate.length === 4
      ? `<Nam>${birthDate}</Nam>`
      : `<NgayThangNam>${birthDate.replaceAll('-', '')}</NgayThangNam>`
  const fields = [
    ['MaYeuCau', requestId],
    ['MaDVC', procedureCode],
    ['MaTichHop', INTEGRATION],
    ['MaCanBo', officer],
    ['SoDinhDanh', idNumber],
    ['HoVaTen', plainName(name)],
  ].map(([key, value]) => `<dc:${key}>${escapeXml(value!)}</dc:${key}>`)
  const birth = born.replace(/<(\/?)/g, '<$1dc:')
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:dc="http://dancuquocgia.bca"><soapenv:Body><dc:TraCuuThongTinCongDan>${fields.join('')}<dc:NgayThangNamSinh>${birth}</dc:NgayThangNamSinh></dc:TraCuuThongTinCongDan></soapenv:Body></soapenv:Envelope>`
}

function personOf(citizen: Element, asked: string): PersonRecord {
  const idNumber = textAt(citizen, 'SoDinhDanh')
  const parts = ['Ho', 'ChuDem', 'Ten'].map((part) => textAt(citizen, 'HoVaTen', part))
  const name = cleanLine(parts.filter(Boolean).join(' '))
  const birthDate = birthOf(citizen)
  // An answer about somebody else must not fill anybody's form.
  if (idNumber !== asked || name === '' || birthDate === null) throw new LookupError('malformed')
  const residence = {
    province: textAt(citizen, 'ThuongTru', 'MaTinhThanh'),
    commune: textAt(citizen, 'ThuongTru', 'MaPhuongXa'),
    text: cleanLine(textAt(citizen, 'ThuongTru', 'ChiTiet')),
  }
  const isWhole = /^\d{2}$/.test(residence.province) && /^\d{5}$/.test(residence.commune)
  return {
    idNumber,
    name,
    birthDate,
    sex: parseCitizenNumber(idNumber)?.sex ?? null,
    residence: isWhole ? residence : null,
  }
}

function birthOf(citizen: Element): string | null {
  const digits = textAt(citizen, 'NgayThangNamSinh', 'NgayThangNam').replaceAll('-', '')
  const whole = /^(\d{4})(\d{2})(\d{2})$/.exec(digits)
  if (whole) return parseDate(`${whole[3]}/${whole[2]}/${whole[1]}`) ?? null
  const year = textAt(citizen, 'NgayThangNamSinh', 'Nam')
  return digits === '' && /^\d{4}$/.test(year) ? year : null
}

const find = (element: Element, name: string): Element | undefined =>
  element.name === name ? element : element.children.map((c) => find(c, name)).find((e) => e !== undefined)
