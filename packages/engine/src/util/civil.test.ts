import { expect, it } from 'vitest';
import { civilFromDays, daysFromCivil, daysInMonth, weekday, yearDay } from './civil.ts';

it('knows some days', () => {
  expect([
    daysFromCivil(1970, 1, 1),
    daysFromCivil(2000, 2, 29),
    daysFromCivil(1, 1, 1),
    daysFromCivil(2026, 11, 22),
  ]).toEqual([0, 11016, -719162, 20779]);
  expect([0, 11016, -719162, 20779].map(weekday)).toEqual([4, 2, 1, 0]);
});

it('goes through every day of four centuries in order', () => {
  let days = daysFromCivil(1899, 12, 31);
  for (let year = 1900; year < 2300; year++) {
    let ordinal = 0;
    for (let month = 1; month <= 12; month++) {
      for (let day = 1; day <= daysInMonth(year, month); day++) {
        days++;
        ordinal++;
        const date = { year, month, day };
        if (daysFromCivil(year, month, day) !== days || yearDay(date) !== ordinal) expect(date).toBe(days);
        if (JSON.stringify(civilFromDays(days)) !== JSON.stringify(date)) expect(civilFromDays(days)).toEqual(date);
      }
    }
  }
  expect(days).toBe(daysFromCivil(2299, 12, 31));
});
