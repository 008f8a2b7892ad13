const MOST_PLACES = 6

/** What kind of error and where in our code, but never its message, which may hold what somebody typed. */
export function traceOf(error: unknown): { kind: string; code?: string; where?: string } {
  if (!(error instanceof Error)) return { kind: typeof error }
  const { code } = error as NodeJS.ErrnoException
  return { kind: error.name, code: code ?? codeOf(error.cause), where: placesOf(error) }
}

const codeOf = (cause: unknown) => (cause as NodeJS.ErrnoException | undefined)?.code

/** The lines of the stack that name a place. A message of several lines stands above them, and may look like them. */
function placesOf({ stack = '', message }: Error): string {
  const begin = stack.indexOf(message)
  return stack
    .slice(begin === -1 ? 0 : begin + message.length)
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, MOST_PLACES)
    .map((line) => line.trim().replaceAll(/\(?file:\/\/\S*\//g, ''))
    .join(' | ')
}
