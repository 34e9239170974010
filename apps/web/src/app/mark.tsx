import Link from 'next/link';

/** The house's mark, a hull in its dock, as a way home. */
export function Mark() {
  return (
    <Link href="/" aria-label="Drydock, front page" className="shrink-0">
      <svg
        viewBox="0 0 32 32"
        className="size-8 fill-none stroke-now stroke-2"
        aria-hidden="true"
        strokeLinejoin="round"
      >
        <path d="M3 6v21h26V6" />
        <path d="M8 11h16l-3 10H11z" />
      </svg>
    </Link>
  );
}
