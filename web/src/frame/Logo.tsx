/** The sign of ClickLens: a curve under a lens. */
export function Logo() {
  return (
    <svg width="24" height="24" viewBox="0 0 32 32" fill="none" strokeLinecap="round" aria-hidden="true">
      <circle cx="14" cy="14" r="10" stroke="var(--clk-accent)" strokeWidth="2.6" />
      <path d="M21.5 21.5l6.5 6.5" stroke="var(--clk-accent)" strokeWidth="3.2" />
      <path d="M9 17l3.2-4 3.2 2.2L19 10.5" stroke="var(--clk-test)" strokeWidth="2.2" strokeLinejoin="round" />
    </svg>
  );
}
