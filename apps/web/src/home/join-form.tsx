'use client';
import { CODE_LENGTH, normalizeCode } from '@drydock/protocol';
import { Button, TextField } from '@drydock/ui';
import { type FormEvent, useState } from 'react';
import { api, sentence } from '../api/client.ts';
import { type KeptSeat, keepSeat, keptSeat } from '../class/seats.ts';

/** What a form for joining needs. */
export interface JoinFormProps {
  /** The code, when it is known already. */
  readonly code?: string;
  readonly onSeat: (seat: KeptSeat) => void;
}

/** Asks for the code and, if one likes, a name. Who has a seat in that class gets it back. */
export function JoinForm({ code: known, onSeat }: JoinFormProps) {
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function join(): Promise<void> {
    const wanted = normalizeCode(known ?? code);
    if (wanted === null) return setError(`A code has ${CODE_LENGTH} letters and digits, such as 4KX7QM.`);
    const kept = keptSeat(wanted);
    if (kept && name === '') return onSeat(kept);
    setBusy(true);
    try {
      onSeat(
        keepSeat(
          await api.participants.join.mutate(name.trim() ? { code: wanted, name: name.trim() } : { code: wanted }),
        ),
      );
    } catch (reason) {
      setError(sentence(reason));
      setBusy(false);
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setError(undefined);
    void join();
  }

  return (
    <form onSubmit={submit} className="grid content-start gap-3" noValidate>
      {known === undefined && (
        <TextField
          label="Join code"
          name="code"
          value={code}
          onChange={(event) => setCode(event.target.value)}
          error={error}
          hint="Six letters and digits, any case."
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={16}
          className="font-mono text-lead uppercase tracking-[0.12em]"
        />
      )}
      <TextField
        label="Name (optional)"
        name="nickname"
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={known === undefined ? undefined : error}
        hint="Left empty, you get a made-up one."
        autoComplete="off"
        maxLength={32}
      />
      <Button type="submit" kind="primary" disabled={busy} className="justify-self-start">
        {busy ? 'Joining…' : 'Join'}
      </Button>
    </form>
  );
}
