import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCardScan, readScan } from './card-scan.ts'
import { typeVietnamese } from './vietnamese-keys.ts'

const ADDRESS = 'Thôn 2, xã Sông Hinh, tỉnh Đắk Lắk'
const CODE = `066190000001|240123456|Nguyễn Thị Hòa|05011990|Nữ|${ADDRESS}|10052021`

describe('typing Vietnamese', () => {
  it.each([
    ['Nguyeenx Thij Hoaf', 'telex', 'Nguyễn Thị Hòa'],
    ['DDuwowngf Vawn Quys', 'telex', 'Đường Văn Quý'],
    ['NGUYEENX DDINHF GIAUF', 'telex', 'NGUYỄN ĐÌNH GIÀU'],
    ['Ngoaif Thuyr Hoangf', 'telex', 'Ngoài Thủy Hoàng'],
    ['Nguyen64 Thi5 Hoa2', 'vni', 'Nguyễn Thị Hòa'],
    ['D9uo7ng2 Va8n Quy1', 'vni', 'Đường Văn Quý'],
    ['Nu74', 'vni', 'Nữ'],
    ['Nuwx', 'telex', 'Nữ'],
    ['tinh3 Da81k La8k1', 'vni', 'tỉnh Dắk Lắk'],
    ["Ea Kar, Cuw M'gar", 'telex', "Ea Kả, Cư M'gả"],
  ] as const)('%s by %s is %s', (keys, method, text) => expect(typeVietnamese(keys, method)).toBe(text))
})

const bytesAsLetters = (text: string) =>
  new TextDecoder('windows-1252').decode(new TextEncoder().encode(text))
const swapCase = (text: string) =>
  [...text].map((s) => (s === s.toLowerCase() ? s.toUpperCase() : s.toLowerCase())).join('')
const UPPER_ROW = ['đ', 'ă', 'â', 'ê', 'ô', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323']
const upperRow = (text: string) => text.replace(/\d/g, (digit) => UPPER_ROW[Number(digit)]!)

/** Keys of Telex for a text, the tone at the end of the word. */
function telexKeys(text: string): string {
  const TONES: Record<string, string> = {
    '\u0300': 'f',
    '\u0301': 's',
    '\u0303': 'x',
    '\u0309': 'r',
    '\u0323': 'j',
  }
  const SHAPES: Record<string, string> = { â: 'aa', ê: 'ee', ô: 'oo', ă: 'aw', ơ: 'ow', ư: 'uw', đ: 'dd' }
  return text.replace(/[\p{L}\p{M}]+/gu, (word) => {
    const tone = [...word.normalize('NFD')].map((m) => TONES[m] ?? '').join('')
    const bare = word
      .normalize('NFD')
      .replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '')
      .normalize('NFC')
    return [...bare].map((l) => SHAPES[l] ?? SHAPES[l.toLowerCase()]?.toUpperCase() ?? l).join('') + tone
  })
}

describe('a card at a hand scanner', () => {
  it.each([
    ['as it is', CODE, []],
    ['with the end of a line', `${CODE}\r\n`, []],
    ['another sign between the fields', CODE.replaceAll('|', '~'), ['separator']],
    ['no old number and another sign', CODE.replace('240123456', '').replaceAll('|', '¦'), ['separator']],
    ['bytes for letters', bytesAsLetters(CODE), ['bytes']],
    ['Telex for a method that is off', telexKeys(CODE), ['telex']],
    ['Caps Lock', swapCase(CODE), ['caps']],
    [
      'the Vietnamese layout of Windows',
      CODE.split('|')
        .map((f, i) => ([0, 1, 3, 6].includes(i) ? upperRow(f) : f))
        .join('|'),
      ['layout'],
    ],
    ['a sex that cannot be read', CODE.replace('Nữ', 'X#'), ['sex']],
  ])('is read with %s', (_, raw, repairs) =>
    expect(readCardScan(raw)).toMatchObject({
      card: {
        idNumber: '066190000001',
        fullName: 'Nguyễn Thị Hòa',
        birthDate: '1990-01-05',
        sex: 'female',
        address: ADDRESS,
        issuedOn: '2021-05-10',
      },
      repairs,
      doubts: [],
    }),
  )

  it.each([
    ['lost letters', '066190000001||Nguy?n Th? Hoa|05011990|N?|??k L?k|', ['fullName', 'address']],
    ['letters left out', '066190000001||Nguyn Vn An|05011990|N|xa Song Hinh|', ['fullName']],
    ['Telex on', "066190000001||H'Hen Niê|05011990|Nữ|Ea Kả, Cư M'gả|", ['address']],
    ['VNI on', '066190000001||Trần Văn An|05011990|Nữ|Chung cư Ẹ, phường 1|', []],
    [
      'names of the highlands',
      '066190000001||Y Bhiông Niê Kdăm|05011990|Nữ|Buôn Drây, Krông Ana, Đắk Lắk|',
      [],
    ],
    ['no tones at all', '066090000001||TRAN VAN BINH|05011990|Nam|xa Song Hinh|', []],
  ])('says what to look at: %s', (_, raw, doubts) => expect(readCardScan(raw)?.doubts).toEqual(doubts))

  it('keeps a name without tones as it is', () =>
    expect(readCardScan('066090000001||TRAN VAN BINH|05011990|Nam|xa Song Hinh|')).toMatchObject({
      card: { fullName: 'TRAN VAN BINH', address: 'xa Song Hinh' },
      repairs: [],
    }))

  const word = fc.constantFrom(
    ...'Nguyễn Trần Lê Phạm Huỳnh Đặng Bùi Đỗ Hồ Ngô Dương Lý Thị Văn Hữu Đức Ngọc Thúy Quý Hòa Giàu Khoa Loan Tuyết Mười Đường Xuân Yến Ước'.split(
      ' ',
    ),
  )
  const card = fc.record({
    number: fc.stringMatching(/^066[01]9\d{7}$/),
    name: fc.array(word, { minLength: 2, maxLength: 4 }).map((words) => words.join(' ')),
  })
  it.each([
    ['bytes', bytesAsLetters],
    ['separator', (code: string) => code.replaceAll('|', '~')],
    ['caps', swapCase],
    ['telex', telexKeys],
    ['nothing', (code: string) => code],
    [
      'layout',
      (code: string) =>
        code
          .split('|')
          .map((f, i) => ([0, 1, 3, 6].includes(i) ? upperRow(f) : f))
          .join('|'),
    ],
  ])('reads whatever was garbled by %s', (_, garble) =>
    fc.assert(
      fc.property(card, ({ number, name }) => {
        const sex = number[3] === '0' ? 'Nam' : 'Nữ'
        const code = `${number}||${name}|05011990|${sex}|Thôn Tuy Bình, xã Sông Hinh, tỉnh Đắk Lắk|10052021`
        const scan = readCardScan(garble(code))
        expect([scan?.card.idNumber, scan?.card.fullName, scan?.card.address]).toEqual([
          number,
          name,
          'Thôn Tuy Bình, xã Sông Hinh, tỉnh Đắk Lắk',
        ])
      }),
    ),
  )

  it('never throws, and never makes another number of it', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const scan = readCardScan(`066190000001|${text}`)
        if (scan) expect(scan.card.idNumber).toBe('066190000001')
        readScan(text)
      }),
    ))
})

describe('the one field of the desk', () => {
  it.each([
    [CODE, { kind: 'card' }],
    ['h15.40-260609-0012', { kind: 'dossier', code: 'H15.40-260609-0012' }],
    [
      'https://dichvucong.example.vn/tra-cuu/H15.40.05-260609-0012?secret=ABCD2345',
      { kind: 'dossier', code: 'H15.40.05-260609-0012' },
    ],
    ['066 190 000 001', { kind: 'idNumber', idNumber: '066190000001' }],
    ['240123456', { kind: 'idNumber', idNumber: '240123456' }],
  ])('reads %s', (raw, expected) => expect(readScan(raw)).toMatchObject(expected))
  it.each(['', 'Nguyễn Văn An', '12345', '0912345678'])('is not sure about %s', (raw) =>
    expect(readScan(raw)).toBeUndefined(),
  )
})
