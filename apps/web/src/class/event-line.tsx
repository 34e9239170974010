'use client';
import { lastNews, sentenceOf } from './happening.ts';
import { useRoom } from './use-room.ts';

/** What happened last, and to what; who gave which command last. Spoken politely when it changes. */
export function EventLine() {
  const view = useRoom(({ view }) => view);
  const command = useRoom(({ commands, playhead }) => {
    return playhead ? commands.findLast(({ at }) => at <= playhead.at) : commands.at(-1);
  });
  const who = useRoom(({ names }) => (command ? names.get(command.actor) : undefined));
  const news = view && lastNews(view.events);
  return (
    <footer className="flex min-h-11 flex-wrap items-baseline justify-between gap-x-6 border-t border-line bg-surface px-4 py-1.5">
      <p role="status" data-testid="news" className="min-w-0 truncate text-lead leading-snug">
        {news && view ? sentenceOf(news, view) : 'Nothing has happened yet.'}
      </p>
      {command && (
        <p className="min-w-0 truncate text-muted">
          {who ? `${who}: ` : ''}
          <code className="text-ink">{command.text}</code>
        </p>
      )}
    </footer>
  );
}
