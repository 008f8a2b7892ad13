import type { JSX, PropsWithChildren } from 'hono/jsx'
import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { useForm, type FormValues } from './form.tsx'
import { Icon } from './icon.tsx'
import { fieldId } from './problem-summary.tsx'

/** What every field takes. Inside a <Form> the values and problems come from it. */
export type FieldProps = {
  name: string
  label: string
  /** A sentence under the label: what to write, or what it is used for. */
  hint?: string
  optional?: boolean
  /** The form's values hold what stands in the field; this is for a field outside of one. */
  value?: string
  values?: FormValues
  problems?: readonly Problem[]
  /** How wide the answer is, not the field's column. */
  size?: 'short' | 'medium' | 'full'
}

export type Option = { value: string; label: string; hint?: string; disabled?: boolean }

type Input = Omit<JSX.IntrinsicElements['input'], keyof FieldProps>

/** One line of text. */
export const Field = (props: FieldProps & Input) => {
  const { size = 'full', ...rest } = props
  return <Line {...rest} size={size} />
}

export const DateField = (props: FieldProps & Input) => <Line size="medium" {...props} type="date" />
export const TimeField = (props: FieldProps & Input) => (
  <Line size="short" {...props} type="time" step={props.step ?? 300} />
)
export const NumberField = (props: FieldProps & Input) => (
  <Line size="short" {...props} inputmode="numeric" autocomplete="off" />
)
export const PasswordField = (props: FieldProps & Input) => (
  <Line {...props} type="password" value="" values={{}} />
)

function Line(props: FieldProps & Input) {
  const { own, rest } = useField(props)
  return (
    <Framed {...own}>
      <input {...own.attributes} {...rest} type={shown(rest.type, own)} class={own.size} value={own.single} />
    </Framed>
  )
}

const readable: Record<string, RegExp> = { date: /^\d{4}-\d{2}-\d{2}$/, time: /^\d{2}:\d{2}$/ }

/** A browser empties a date or time that it cannot read; as plain text, what was typed stays to be mended. */
function shown(type = 'text', { single, problem }: Own): string {
  return problem && single !== '' && readable[type]?.test(single) === false ? 'text' : type
}

/** Several lines of text. */
export function TextArea(props: FieldProps & Omit<JSX.IntrinsicElements['textarea'], keyof FieldProps>) {
  const { own, rest } = useField(props)
  return (
    <Framed {...own}>
      <textarea {...own.attributes} rows={4} {...rest} class={own.size}>
        {own.single}
      </textarea>
    </Framed>
  )
}

/** One of a list that opens. `empty` is the words of the first line, which stands for nothing chosen. */
export function Select(
  props: FieldProps & { options: readonly Option[]; empty?: string } & Omit<
      JSX.IntrinsicElements['select'],
      keyof FieldProps
    >,
) {
  const { options, empty, ...others } = props
  const { own, rest } = useField(others)
  return (
    <Framed {...own}>
      <select {...own.attributes} {...rest} class={own.size}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map(({ value, label, disabled }) => (
          <option value={value} selected={own.chosen.has(value)} disabled={disabled}>
            {label}
          </option>
        ))}
      </select>
    </Framed>
  )
}

/** One yes or no. Its value when ticked is "yes". */
export function Checkbox(props: FieldProps & Input) {
  const { own, rest } = useField(props)
  const { checked, required = false, ...others } = rest
  return (
    <div class={own.problem ? 'field field-wrong' : 'field'}>
      <label class="choice">
        <input
          {...own.attributes}
          {...others}
          required={required}
          type="checkbox"
          value="yes"
          checked={checked ?? own.chosen.has('yes')}
        />
        <span class="choice-text">{own.label}</span>
      </label>
      <Hint {...own} />
      <Wrong {...own} />
    </div>
  )
}

/** Any number of a few. */
export const CheckboxGroup = (props: GroupProps) => <Group {...props} type="checkbox" />

/** One of a few, all seen at once. */
export const RadioGroup = (props: GroupProps) => <Group {...props} type="radio" />

export type GroupProps = Omit<FieldProps, 'value' | 'size'> & {
  options: readonly Option[]
  /** Beside each other, where there is room. */
  inline?: boolean
}

function Group(props: GroupProps & { type: 'checkbox' | 'radio' }) {
  const { options, inline, type, ...others } = props
  const { own } = useField(others)
  const { required: _required, id, ...attributes } = own.attributes
  return (
    <fieldset class={own.problem ? 'field field-wrong' : 'field'} aria-describedby={own.describedBy}>
      <legend class="label">
        <LabelWords {...own} />
      </legend>
      <Hint {...own} />
      <Wrong {...own} />
      <div class={inline ? 'choices choices-inline' : 'choices'}>
        {options.map(({ value, label, hint, disabled }, index) => (
          <label class="choice">
            <input
              {...attributes}
              aria-describedby={undefined}
              id={index === 0 ? id : `${id}-${value}`}
              type={type}
              value={value}
              checked={own.chosen.has(value)}
              disabled={disabled}
            />
            <span class="choice-text">
              {label}
              {hint && <small>{hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

type Own = {
  label: string
  hint?: string
  optional?: boolean
  hintId: string
  problemId: string
  describedBy: string | undefined
  problem: Problem | undefined
  single: string
  chosen: ReadonlySet<string>
  size: string
  attributes: {
    id: string
    name: string
    required: boolean
    'aria-describedby': string | undefined
    'aria-invalid': 'true' | undefined
  }
}

/** Brings together the field's words, what stood in it and what is wrong with it. */
function useField<Props extends FieldProps>(props: Props): { own: Own; rest: Omit<Props, keyof FieldProps> } {
  const form = useForm()
  const { name, label, hint, optional, value, values, problems, size = 'full', ...rest } = props
  const id = fieldId(form.prefix, name)
  const stood = (values ?? form.values)[name] ?? value ?? ''
  const problem = (problems ?? form.problems).find((one) => one.field === name)
  const hintId = `${id}-hint`
  const problemId = `${id}-problem`
  const describedBy = [hint && hintId, problem && problemId].filter(Boolean).join(' ') || undefined
  const several = typeof stood === 'string' ? [stood] : stood
  return {
    own: {
      label,
      hint,
      optional,
      hintId,
      problemId,
      describedBy,
      problem,
      single: several[0] ?? '',
      chosen: new Set(several),
      size: `size-${size}`,
      attributes: {
        id,
        name,
        required: !optional,
        'aria-describedby': describedBy,
        'aria-invalid': problem && 'true',
      },
    },
    rest,
  }
}

const Framed = ({ children, ...own }: PropsWithChildren<Own>) => (
  <div class={own.problem ? 'field field-wrong' : 'field'}>
    <label class="label" for={own.attributes.id}>
      <LabelWords {...own} />
    </label>
    <Hint {...own} />
    <Wrong {...own} />
    {children}
  </div>
)

function LabelWords({ label, optional }: Own) {
  const { t } = useLanguage()
  return (
    <>
      {label}
      {optional && <span class="label-optional"> {t('common:optional')}</span>}
    </>
  )
}

const Hint = ({ hint, hintId }: Own) =>
  hint ? (
    <p class="hint" id={hintId}>
      {hint}
    </p>
  ) : (
    <></>
  )

function Wrong({ problem, problemId }: Own) {
  const { t } = useLanguage()
  if (!problem) return <></>
  return (
    <p class="wrong" id={problemId}>
      <Icon name="circle-alert" />
      {t(problem.text, problem.values)}
    </p>
  )
}
