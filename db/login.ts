import postgres from 'postgres'

/** How one login reaches its database: an address, or its parts (a socket has no address that postgres.js reads). */
export type Login = string | { host: string; port: number; database: string; user: string; password: string }

export function connect(login: Login, options: postgres.Options<Record<string, never>> = {}) {
  return typeof login === 'string' ? postgres(login, options) : postgres({ ...login, ...options })
}

/** The user of a login, or '' when an address names none. */
export function userOf(login: Login): string {
  return typeof login === 'string' ? decodeURIComponent(new URL(login).username) : login.user
}
