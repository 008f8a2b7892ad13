import type { PropsWithChildren } from 'hono/jsx'

/** A ring that fills. `fraction` is 0 to 1; `label` says the same in words; the children stand in the middle. */
export function Ring(props: PropsWithChildren<{ fraction: number; label: string; large?: boolean }>) {
  const filled = Math.round(Math.min(1, Math.max(0, props.fraction)) * 1000) / 10
  return (
    <div class={props.large ? 'ring ring-large' : 'ring'} role="img" aria-label={props.label}>
      <svg viewBox="0 0 100 100" aria-hidden="true" focusable="false">
        <circle class="ring-track" cx="50" cy="50" r="43" />
        {filled > 0 && (
          <circle
            class="ring-fill"
            cx="50"
            cy="50"
            r="43"
            pathLength="100"
            stroke-dasharray={`${filled} 100`}
            transform="rotate(-90 50 50)"
          />
        )}
      </svg>
      <div class="ring-middle" aria-hidden="true">
        {props.children}
      </div>
    </div>
  )
}
