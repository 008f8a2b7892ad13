import type { Temporal } from 'temporal-polyfill'

/**
 * How guessing is slowed: the first failures within the window are free, each one after them doubles the wait, up to
 * a longest wait. Failures age out of the window, so nobody is ever locked out for good. `tell` is where staff should know.
 */
export type Throttle = {
  windowSeconds: number
  free: number
  firstWaitSeconds: number
  longestWaitSeconds: number
  tell: number
}

/** Sign-in by account: at most about a hundred guesses a day. Give it the failures since the latest success. */
export const accountThrottle: Throttle = {
  windowSeconds: 24 * 3600,
  free: 5,
  firstWaitSeconds: 5,
  longestWaitSeconds: 900,
  tell: 20,
}

/** Sign-in by network: a whole town hall may share one address, so it bears more. A success does not wipe it clean. */
export const networkThrottle: Throttle = {
  windowSeconds: 3600,
  free: 30,
  firstWaitSeconds: 2,
  longestWaitSeconds: 300,
  tell: 100,
}

/** Codes at one kiosk: fumbling fingers cost nothing, and a long wait would punish whoever stands next in the queue. */
export const deviceThrottle: Throttle = {
  windowSeconds: 900,
  free: 10,
  firstWaitSeconds: 2,
  longestWaitSeconds: 30,
  tell: 20,
}

/** Codes at all kiosks of one organisation together. */
export const organisationThrottle: Throttle = {
  windowSeconds: 3600,
  free: 60,
  firstWaitSeconds: 1,
  longestWaitSeconds: 15,
  tell: 100,
}

/** Whole seconds until the next try is answered; 0 = now. A try refused meanwhile is not a failure of its own. */
export function waitSeconds(
  failures: readonly Temporal.Instant[],
  now: Temporal.Instant,
  throttle: Throttle,
): number {
  const recent = recentSeconds(failures, now, throttle)
  if (recent.length < throttle.free) return 0
  const doublings = Math.min(recent.length - throttle.free, 30)
  const wait = Math.min(throttle.firstWaitSeconds * 2 ** doublings, throttle.longestWaitSeconds)
  const sinceLatest = Math.min(...recent)
  return Math.max(0, Math.ceil(wait - sinceLatest))
}

/** So many failures that a person should look at it. */
export function isWorthTelling(
  failures: readonly Temporal.Instant[],
  now: Temporal.Instant,
  throttle: Throttle,
): boolean {
  return recentCount(failures, now, throttle) >= throttle.tell
}

/** How many of the failures still count. */
export function recentCount(
  failures: readonly Temporal.Instant[],
  now: Temporal.Instant,
  throttle: Throttle,
): number {
  return recentSeconds(failures, now, throttle).length
}

/** How long ago each recent failure was; one that seems to lie ahead (a clock that stepped) counts as just now. */
function recentSeconds(
  failures: readonly Temporal.Instant[],
  now: Temporal.Instant,
  throttle: Throttle,
): number[] {
  return failures
    .map((failure) => Math.max(0, (now.epochMilliseconds - failure.epochMilliseconds) / 1000))
    .filter((ago) => ago < throttle.windowSeconds)
}
