import { expect, it } from 'vitest'
import { compileForm } from '../compile.ts'
import { fieldAt } from './field-at.ts'

const words = (vi: string) => ({ vi, en: vi })
const text = (key: string) => ({ key, type: 'text', label: words(key) })
const form = compileForm({
  key: 'thu',
  title: words('Thử'),
  sections: [
    { key: 'mot', title: words('Một'), fields: [text('ten')] },
    {
      key: 'hai',
      title: words('Hai'),
      fields: [
        { key: 'me', type: 'group', label: words('Mẹ'), fields: [text('ten')] },
        { key: 'con', type: 'repeat', label: words('Con'), fields: [text('ten')] },
      ],
    },
  ],
})

it.each(['/ten', '/me/ten', '/con/0/ten', '/con/12/ten'])('%s is a field', (pointer) =>
  expect(fieldAt(form, pointer)?.key).toBe('ten'),
)
it.each([
  '',
  'ten',
  '/',
  '/me',
  '/con',
  '/con/0',
  '/con/ten',
  '/con/-/ten',
  '/con/01/ten',
  '/ten/x',
  '/__proto__',
  '/hai/ten',
])('“%s” is none', (pointer) => expect(fieldAt(form, pointer)).toBeNull())
