import { renderToString } from 'hono/jsx/dom/server'
import { expect, test } from 'vitest'
import { LanguageContext } from '../../views/language.tsx'
import {
  CheckboxGroup,
  DateField,
  Field,
  PasswordField,
  RadioGroup,
  Select,
  TextArea,
} from '../../views/parts/field.tsx'
import { Form, type FormProps } from '../../views/parts/form.tsx'

const shown = (props: Partial<FormProps>) =>
  renderToString(
    <LanguageContext.Provider value="sv">
      <Form action="/activities" {...props} />
    </LanguageContext.Provider>,
  )

test('what was typed is shown again, as text and nothing else', () => {
  const page = shown({
    values: { title: '"><b>Yoga', note: '</textarea><b>', weekdays: ['2', '4'], place: 'hall', who: 'all' },
    children: [
      <Field name="title" label="Namn" />,
      <TextArea name="note" label="Beskrivning" />,
      <CheckboxGroup
        name="weekdays"
        label="Dagar"
        options={['1', '2', '4'].map((value) => ({ value, label: value }))}
      />,
      <Select name="place" label="Plats" options={[{ value: 'hall', label: 'Salen' }]} />,
      <RadioGroup name="who" label="Vilka" options={[{ value: 'all', label: 'Alla' }]} />,
    ],
  })
  expect(page).toContain('value="&quot;&gt;&lt;b&gt;Yoga"')
  expect(page).toContain('&lt;/textarea&gt;&lt;b&gt;</textarea>')
  expect(page.match(/type="checkbox" value="[24]" checked/g)).toHaveLength(2)
  expect(page).not.toMatch(/value="1" checked/)
  expect(page).toMatch(/<option value="hall" selected/)
  expect(page).toMatch(/type="radio" value="all" checked/)
})

test('a problem stands beside its field, is tied to it, and is reached from the summary', () => {
  const page = shown({
    prefix: 'new',
    problems: [{ field: 'title', text: 'common:problem.tooLong', values: { max: 80 } }],
    labels: { title: 'Namn' },
    children: <Field name="title" label="Namn" hint="Kort." />,
  })
  expect(page).toContain('<a href="#new-title">Namn: Högst 80 tecken får plats här.</a>')
  expect(page).toMatch(
    /<input id="new-title" [^>]*aria-describedby="new-title-hint new-title-problem" aria-invalid="true"/,
  )
  expect(page).toContain('id="new-title-problem"')
})

test('a date that no browser can read stays to be mended', () => {
  const page = shown({
    values: { starts_on: '17 mars' },
    problems: [{ field: 'starts_on', text: 'common:problem.date' }],
    children: <DateField name="starts_on" label="Första dagen" />,
  })
  expect(page).toMatch(/type="text"[^>]* value="17 mars"/)
})

test('a password never comes back', () => {
  const page = shown({
    values: { password: 'a long secret' },
    children: <PasswordField name="password" label="Lösenord" />,
  })
  expect(page).not.toContain('a long secret')
})

test('a form that puts or deletes says so in a hidden field', () => {
  expect(shown({ method: 'delete' })).toMatch(
    /<form [^>]*method="post"[^>]*><input type="hidden" name="_method" value="DELETE"/,
  )
})
