import { cookies, headers } from 'next/headers';
import { Home } from '../home/home.tsx';
import { lanOrigin } from '../home/lan.ts';
import { readTheme, THEME_COOKIE } from './theme.ts';
import { ThemeChoice } from './theme-choice.tsx';

/** The front page: what Drydock is, join, open. */
export default async function Page() {
  const asked = await headers();
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <div className="mx-auto grid min-h-dvh w-full max-w-5xl grid-rows-[auto_1fr] px-5 sm:px-8">
      <header className="flex flex-wrap items-center justify-between gap-4 border-b border-line py-4">
        <Wordmark />
        <ThemeChoice initial={theme} />
      </header>
      <main className="grid content-start gap-10 py-10 md:py-16">
        <p className="max-w-[62ch] text-lead leading-snug">
          A live classroom on a simulated Docker host: everybody in the class sees one machine, its containers, networks
          and volumes, and may be given the right to drive it. Nothing to install and no account; every class is
          recorded and can be taken over at any moment.
        </p>
        <Home lan={lanOrigin(asked.get('host'), asked.get('x-forwarded-for'))} />
      </main>
    </div>
  );
}

function Wordmark() {
  return (
    <h1 className="flex items-center gap-3 text-lead font-semibold">
      <svg
        viewBox="0 0 32 32"
        className="size-8 fill-none stroke-now stroke-2"
        aria-hidden="true"
        strokeLinejoin="round"
      >
        <path d="M3 6v21h26V6" />
        <path d="M8 11h16l-3 10H11z" />
      </svg>
      Drydock
    </h1>
  );
}
