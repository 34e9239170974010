'use client';
import { Dialog, Switch } from '@drydock/ui';
import { readTheme } from '../app/theme.ts';
import { ThemeChoice } from '../app/theme-choice.tsx';
import { changeSettings, useSettings } from './use-settings.ts';

/** What a person sets for themselves. */
export function SettingsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { screenReader } = useSettings();
  return (
    <Dialog open={open} title="Settings" onClose={onClose}>
      {open && <ThemeChoice initial={readTheme(document.documentElement.dataset['theme'])} />}
      <Switch on={screenReader} onChange={(on) => changeSettings({ screenReader: on })}>
        Terminals speak to screen readers
      </Switch>
      <section className="grid gap-1">
        <h3 className="font-semibold">Keys in a terminal</h3>
        <p className="text-muted">
          Tab completes, ↑ and ↓ go through the history. Ctrl+C copies what is selected, else it interrupts; Ctrl+V
          pastes. Escape twice, or Shift+Tab, leaves the terminal.
        </p>
      </section>
    </Dialog>
  );
}
