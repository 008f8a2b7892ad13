import { createContext, useContext, type JSX, type PropsWithChildren } from 'hono/jsx'
import type { Problem } from '../../server/problem.ts'
import { ProblemSummary } from './problem-summary.tsx'

/** What stood in the fields: from the row at first, as typed when the form comes back. */
export type FormValues = Record<string, string | readonly string[] | undefined>

type FormState = { values: FormValues; problems: readonly Problem[]; prefix: string }
const FormContext = createContext<FormState>({ values: {}, problems: [], prefix: '' })
export const useForm = (): FormState => useContext(FormContext)

export type FormProps = PropsWithChildren<
  {
    action: string
    /** PUT, PATCH and DELETE travel as POST with a hidden `_method`. GET is for searching. */
    method?: 'get' | 'post' | 'put' | 'patch' | 'delete'
    values?: FormValues
    problems?: readonly Problem[]
    /** The fields' words, so that the summary of problems can name them. */
    labels?: Record<string, string>
    /** Instead of `form`, whose parts stand under each other: `bar` puts them beside each other. */
    class?: string
    /** Goes before the ids of the fields; needed when two forms on a page have fields of the same name. */
    prefix?: string
  } & Omit<JSX.IntrinsicElements['form'], 'method'>
>

/** A form whose fields find what was typed, and what is wrong with it, by their names. */
export function Form(props: FormProps) {
  const {
    method = 'post',
    values = {},
    problems = [],
    labels,
    prefix = '',
    class: looks = 'form',
    ...others
  } = props
  const { children, ...rest } = others
  const hidden = method === 'get' || method === 'post' ? undefined : method.toUpperCase()
  return (
    <FormContext.Provider value={{ values, problems, prefix }}>
      <form class={looks} method={method === 'get' ? 'get' : 'post'} novalidate={method !== 'get'} {...rest}>
        {hidden && <input type="hidden" name="_method" value={hidden} />}
        <ProblemSummary problems={problems} labels={labels} prefix={prefix} />
        {children}
      </form>
    </FormContext.Provider>
  )
}

/** The buttons at the end of a form. */
export const FormActions = ({ children }: PropsWithChildren) => <div class="form-actions">{children}</div>
