import type { Answer, Client } from '../world.ts'

type Form = Record<string, string | string[]>

/** Looks at what a form would do and says yes to it; where it cannot be done, what it says instead. */
export async function confirmed(client: Client, path: string, form: Form): Promise<Answer> {
  const preview = await client.post(path, form)
  const seen = /name="seen" value="([^"]*)"/.exec(preview.text)?.[1]
  return seen === undefined ? preview : client.post(path, { ...form, seen })
}
