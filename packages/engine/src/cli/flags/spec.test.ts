import { describe, expect, it } from 'vitest';
import { COMMANDS, findCommand, findPluginCommand, ROOT } from './spec.ts';

describe('COMMANDS', () => {
  it('gives every name of a command the same options', () => {
    const names = ['ps', 'container ls', 'container list', 'container ps'];
    expect(names.map((name) => [COMMANDS.get(name)?.as, COMMANDS.get(name)?.byLong.has('no-trunc')])).toEqual(
      names.map(() => ['container ls', true]),
    );
    expect(COMMANDS.get('rmi')).toMatchObject({ as: 'image rm', usage: ['docker rmi [OPTIONS] IMAGE [IMAGE...]'] });
    expect(COMMANDS.get('image build')).toMatchObject({ as: 'buildx build' });
  });

  it('knows hidden and deprecated options', () => {
    const run = COMMANDS.get('container run');
    expect(run?.byLong.get('net')).toMatchObject({ hidden: true, deprecated: '', type: 'network' });
    expect(run?.byLong.get('cpu-count')).toMatchObject({ windows: true });
    expect(run?.byLong.get('pull')).toMatchObject({ defaultText: 'missing', hidden: false });
  });

  it('keeps the commands of a group in the order of help', () => {
    expect(COMMANDS.get('volume')?.subs.map(([, name]) => name)).toEqual(['create', 'inspect', 'ls', 'prune', 'rm']);
    expect(ROOT.subs.slice(0, 3).map(([, name]) => name)).toEqual(['run', 'exec', 'ps']);
  });
});

describe('findCommand', () => {
  it('goes as far as the words name commands', () => {
    expect(findCommand(['container', 'ls', '-a'])).toMatchObject({ spec: { path: 'container ls' }, rest: ['-a'] });
    expect(findCommand(['container', 'nosuch'])).toMatchObject({ spec: { path: 'container' }, rest: ['nosuch'] });
    expect(findCommand(['nosuch'])).toMatchObject({ spec: { path: '' }, rest: ['nosuch'] });
  });

  it('finds what a plugin is asked for between its options', () => {
    expect(findPluginCommand('compose', ['-f', 'x.yaml', 'up', '-d']).path).toBe('compose up');
  });
});
