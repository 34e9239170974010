'use client';
import type { OpenedRoom } from '@drydock/trpc';
import { Button, TextField } from '@drydock/ui';
import { type FormEvent, useState } from 'react';
import { api, sentence } from '../api/client.ts';

/** Asks for a title and opens a class. */
export function OpenForm({ onOpened }: { readonly onOpened: (room: OpenedRoom) => void }) {
  const [title, setTitle] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function open(): Promise<void> {
    setBusy(true);
    try {
      onOpened(await api.rooms.create.mutate({ title }));
    } catch (reason) {
      setError(sentence(reason));
      setBusy(false);
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setError(undefined);
    void open();
  }

  return (
    <form onSubmit={submit} className="grid content-start gap-3" noValidate>
      <TextField
        label="Title (optional)"
        name="title"
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        error={error}
        hint="Students see it, and the recording is called so."
        autoComplete="off"
        maxLength={80}
      />
      <Button type="submit" disabled={busy} className="justify-self-start">
        {busy ? 'Opening…' : 'Open a class'}
      </Button>
    </form>
  );
}
