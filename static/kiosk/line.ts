/**
 * Whether there is any use in trying the line. A browser that says it is offline is believed, until our server has
 * answered it all the same: some say so of a tablet that reaches nothing but the server.
 */
let heardWhileOffline = false
addEventListener('offline', () => (heardWhileOffline = false))

export const isDown = (): boolean => !navigator.onLine && !heardWhileOffline

export function heard() {
  if (!navigator.onLine) heardWhileOffline = true
}
