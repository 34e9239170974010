import type { Input } from '@drydock/protocol';
import { expect, it } from 'vitest';
import { isOpenTo } from './rights.ts';

const tty = { type: 'tty.open', tty: 't1', rows: 24, cols: 80 } as const;
const file = { type: 'file.put', path: '/home/student/f', mode: 0o644, data: '' } as const;
const student: Input[] = [
  { ...tty, user: 'student' },
  { type: 'tty.input', tty: 't1', data: 'x' },
  { type: 'tty.resize', tty: 't1', rows: 1, cols: 1 },
  { type: 'tty.close', tty: 't1' },
  { ...file, user: 'student' },
];
const instructor: Input[] = [
  { ...tty, user: 'root' },
  { ...file, user: 'root' },
  { type: 'pipe.open', pipe: 'p', user: 'student', cwd: '/', argv: ['sh'], extra: 0 },
  { type: 'pipe.input', pipe: 'p', data: '' },
  { type: 'pipe.close', pipe: 'p' },
  { type: 'api.open', request: 'r', head: {} },
  { type: 'api.chunk', request: 'r', data: {} },
  { type: 'api.close', request: 'r' },
  { type: 'fault.inject', fault: 'disk.full', target: '' },
  { type: 'host.power', action: 'off' },
];

it('students use the terminals and save files, as the student account', () => {
  expect(student.map((input) => isOpenTo('student', input))).toEqual(student.map(() => true));
  expect(instructor.map((input) => isOpenTo('student', input))).toEqual(instructor.map(() => false));
});

it('instructors may propose anything', () => {
  expect([...student, ...instructor].every((input) => isOpenTo('instructor', input))).toBe(true);
});
