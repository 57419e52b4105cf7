/** A person of the simulated population database. */
export type SimulatedPerson = {
  /** 12 digits */
  idNumber: string
  name: string
  /** `YYYY-MM-DD` or `YYYY` */
  birthDate: string
  province: string
  commune: string
  /** What stands before the commune in the address. */
  place: string
}

/**
 * Answers one `TraCuuThongTinCongDan`. An officer that is not registered, a missing field or one out of order is a
 * fault; name or birth date that do not match find nobody.
 * @param officer name of the registered officer when the credential was right, else false
 * @param other answers about somebody else, as a broken gateway may
 */
export function personAnswer(
  people: readonly SimulatedPerson[],
  body: string,
  officer: string | false,
  other: boolean,
): { status: number; text: string } {
  const order = ['MaYeuCau', 'MaDVC', 'MaTichHop', 'MaCanBo', 'SoDinhDanh', 'HoVaTen', 'NgayThangNamSinh']
  const tags = [...body.matchAll(/<dc:(\w+)>/g)].map((hit) => hit[1]!)
  const given = tags.filter((tag) => order.includes(tag))
  if (given.join() !== order.join()) return fault('Client', 'The order of elements is wrong')
  if (order.slice(0, -1).some((tag) => read(body, tag) === '')) return fault('Client', 'An element is empty')
  if (officer === false || read(body, 'MaCanBo') !== officer)
    return fault('Client', 'MaCanBo is not registered')
  if (read(body, 'MaTichHop') !== '037') return fault('Client', 'MaTichHop is not allowed')
  const person = people.find((p) => p.idNumber === read(body, 'SoDinhDanh') && matches(p, body))
  if (!person) return envelope(collection([]))
  return envelope(collection([other ? { ...person, idNumber: `${person.idNumber.slice(0, -1)}X` } : person]))
}

const read = (body: string, tag: string): string =>
  new RegExp(`<dc:${tag}>([^<]*)</dc:${tag}>`).exec(body)?.[1]?.trim() ?? ''

function matches(person: SimulatedPerson, body: string): boolean {
  const born = read(body, 'NgayThangNam').replaceAll('-', '')
  const isBorn = born
    ? born === person.birthDate.replaceAll('-', '')
    : person.birthDate.startsWith(read(body, 'Nam'))
  return isBorn && read(body, 'HoVaTen') === bare(person.name)
}

const bare = (name: string): string =>
  name
    .replace(/[đĐ]/g, 'd')
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toUpperCase()

const collection = (people: readonly SimulatedPerson[]): string =>
  `<ns:CongdanCollection xmlns:ns="http://www.mic.gov.vn/dancu/1.0" SoCongDan="${people.length}">${people.map(citizen).join('')}</ns:CongdanCollection>`

function citizen(p: SimulatedPerson): string {
  const born =
    p.birthDate.length === 4
      ? `<ns:Nam>${p.birthDate}</ns:Nam>`
      : `<ns:NgayThangNam>${p.birthDate.replaceAll('-', '')}</ns:NgayThangNam>`
  return `<ns:CongDan><ns:SoDinhDanh>${p.idNumber}</ns:SoDinhDanh><ns:SoCMND/><ns:HoVaTen><ns:Ten>${xml(p.name)}</ns:Ten></ns:HoVaTen><ns:NgayThangNamSinh>${born}</ns:NgayThangNamSinh><ns:ThuongTru><ns:MaTinhThanh>${p.province}</ns:MaTinhThanh><ns:MaQuanHuyen/><ns:MaPhuongXa>${p.commune}</ns:MaPhuongXa><ns:ChiTiet>${xml(p.place)}</ns:ChiTiet><ns:QuocGia>VN</ns:QuocGia></ns:ThuongTru><ns:QuocTich>VN</ns:QuocTich></ns:CongDan>`
}

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'

const envelope = (inner: string, status = 200) => ({
  status,
  text: `<?xml version="1.0" encoding="UTF-8"?><S:Envelope xmlns:S="${SOAP}"><S:Body>${inner}</S:Body></S:Envelope>`,
})

const fault = (code: string, text: string) =>
  envelope(`<S:Fault><faultcode>S:${code}</faultcode><faultstring>${text}</faultstring></S:Fault>`, 500)

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
