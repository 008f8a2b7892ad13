/** How one may check in at a tablet: by a code, a card or the own phone; or as a guest, who is only counted. */
export const kioskWays = ['code', 'card', 'phone', 'guest'] as const
export type KioskWay = (typeof kioskWays)[number]
