/** The product's mark: three rounded steps, one above the other. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
    <rect class="mark-step" x="2" y="22" width="13" height="7" rx="3.5" />
    <rect class="mark-step" x="9.5" y="12.5" width="13" height="7" rx="3.5" />
    <rect class="mark-step" x="17" y="3" width="13" height="7" rx="3.5" />
  </svg>
)
