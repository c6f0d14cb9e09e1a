import { formatDay, parseDay, unwrap, weekdayOf } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { MarketCalendars } from './calendar-rules.ts';
import { marketCalendars } from './calendars-file.ts';

const calendars = marketCalendars();
const dayOf = (text: string): number => unwrap(parseDay(text));

/** What a day is, in a line. */
function told(id: string, day: string): string {
  const answer = calendars.on(id, dayOf(day));
  if (!answer.known) return `? ${answer.why}`;
  const { windows, what } = answer.value;
  const hours = windows.map(({ phase, from, until }) => `${phase} ${from}-${until}`).join(', ');
  return [hours === '' ? 'closed' : hours, ...(what === null ? [] : [what])].join('; ');
}

const morning = 'preOpen 09:00-09:08, matching 09:08-09:15';
const laterMorning = 'preOpen 09:00-09:10, matching 09:10-09:15';
const usual = `${morning}, open 09:15-15:30, postClose 15:40-16:00`;

test.each([
  // common days, on each side of each change of hours
  ['nse', '2026-07-31', usual],
  ['nse', '2026-08-03', `${morning}, open 09:15-15:30, postClose 15:50-16:00`],
  ['bse', '2026-09-07', `${laterMorning}, open 09:15-15:30, postClose 15:50-16:00`],
  ['nse-cas', '2026-07-31', usual],
  [
    'nse-cas',
    '2026-08-03',
    `${morning}, open 09:15-15:15, closing 15:20-15:30, matching 15:30-15:35, postClose 15:50-16:00`,
  ],
  ['nfo', '2026-07-31', 'open 09:15-15:30'],
  ['nfo', '2026-08-03', 'open 09:15-15:40'],
  ['bfo', '2026-08-03', 'open 09:15-15:40'],
  ['bse', '2022-06-15', usual],
  ['nyse', '2026-03-06', 'open 09:30-16:00'],
  ['us-extended', '2026-03-06', 'open 04:00-09:30, open 09:30-16:00, open 16:00-20:00'],
  ['24x7', '2024-02-29', 'open 00:00-24:00'],
  ['24x7', '2024-03-02', 'open 00:00-24:00'],
  // the evening of MCX follows New York's clock: summer time from 8 March to 1 November 2026
  ['mcx', '2026-03-06', 'open 09:00-23:55'],
  ['mcx', '2026-03-09', 'open 09:00-23:30'],
  ['mcx', '2026-10-30', 'open 09:00-23:30'],
  ['mcx', '2026-11-02', 'open 09:00-23:55'],
  // holidays
  ['nse', '2019-04-29', 'closed; Parliamentary elections'],
  ['nse', '2023-06-29', 'closed; Bakri Id'],
  ['nse', '2023-06-28', usual],
  ['nse', '2024-01-22', 'closed; Special holiday'],
  ['nse', '2026-01-15', 'closed; Municipal elections'],
  ['nse', '2026-11-24', 'closed; Guru Nanak Jayanti'],
  ['nse', '2025-02-02', 'closed; weekend'],
  ['mcx', '2020-11-30', 'open 17:00-23:55; Guru Nanak Jayanti, evening session only'],
  ['mcx', '2022-04-15', 'closed; Good Friday'],
  ['mcx', '2023-03-07', 'open 17:00-23:55; Holi, evening session only'],
  ['mcx', '2023-05-05', 'open 09:00-23:30'],
  ['mcx', '2024-05-20', 'open 17:00-23:30; Parliamentary elections, evening session only'],
  ['mcx', '2025-10-02', 'closed; Gandhi Jayanti'],
  ['mcx', '2025-08-27', 'open 17:00-23:30; Ganesh Chaturthi, evening session only'],
  ['mcx', '2025-11-05', 'open 17:00-23:55; Guru Nanak Jayanti, evening session only'],
  ['mcx', '2026-01-01', "open 09:00-17:00; New Year's Day, no evening session"],
  ['nasdaq', '2025-01-09', 'closed; Day of mourning'],
  ['nyse', '2022-06-20', 'closed; Juneteenth'],
  ['nyse', '2021-12-31', 'open 09:30-16:00'],
  // special sessions
  ['nse', '2020-11-14', 'open 18:15-19:15; Muhurat trading'],
  ['nfo', '2025-10-21', 'open 13:45-14:45; Muhurat trading'],
  ['nse', '2024-03-02', 'open 09:15-10:00, open 11:30-12:30; Sessions from both sites'],
  ['nse', '2025-02-01', `${usual}; Union Budget`],
  ['nyse', '2025-11-28', 'open 09:30-13:00; Early close'],
  [
    'us-extended',
    '2025-12-24',
    'open 04:00-09:30, open 09:30-13:00, open 13:00-17:00; Early close',
  ],
  // what is not known
  ['nse', '2026-11-08', '? nse: the hours of 2026-11-08 are not known (Muhurat trading)'],
  ['nse', '2018-12-31', '? holidays of nse: not known before 2019-01-01'],
  ['nyse', '2027-01-04', '? holidays of nyse: not known after 2026-12-31'],
  ['mcx', '2018-12-31', '? holidays of mcx: not known before 2019-01-01'],
  ['mcx', '2019-01-01', "open 09:00-17:00; New Year's Day, no evening session"],
  ['mcx', '2019-03-08', 'open 09:00-23:55'],
  ['mcx', '2019-10-21', '? mcx: the hours of 2019-10-21 are not known (Assembly elections)'],
  ['mcx', '2020-03-27', 'open 09:00-23:30'],
  ['mcx', '2020-03-30', 'open 09:00-17:00'],
  ['mcx', '2020-04-06', 'closed; Mahavir Jayanti'],
  ['mcx', '2020-04-22', 'open 09:00-17:00'],
  ['mcx', '2020-04-23', 'open 09:00-23:30'],
  ['mcx', '2020-11-14', 'open 18:15-19:15; Muhurat trading'],
  ['mcx', '2022-10-24', '? mcx: the hours of 2022-10-24 are not known (Muhurat trading)'],
  ['mcx', '2023-06-28', 'open 09:00-23:30; Bakri Id before it was moved, a day as any'],
  ['mcx', '2023-06-29', 'open 17:00-23:30; Bakri Id as moved, evening session only'],
  ['mcx', '2023-10-16', 'open 10:45-23:30; New platform'],
  ['mcx', '2024-01-01', "open 09:00-17:00; New Year's Day, no evening session"],
  ['mcx', '2024-01-22', 'open 17:00-23:55; Special holiday, evening session only'],
  ['mcx', '2024-11-20', 'open 17:00-23:55; Assembly elections, evening session only'],
  ['mcx', '2025-02-01', 'open 09:00-17:00; Union Budget'],
  ['mcx', '2025-10-21', 'open 13:45-14:45; Muhurat trading'],
  ['mcx', '2026-01-15', 'open 17:00-23:55; Municipal elections, evening session only'],
  ['mcx', '2026-11-08', '? mcx: the hours of 2026-11-08 are not known (Muhurat trading)'],
  ['cds', '2024-09-16', 'open 09:00-17:00'],
  ['cds', '2024-09-18', 'closed; Id-e-Milad as moved'],
  ['cds', '2024-05-18', 'closed; weekend'],
  ['cds', '2026-04-01', 'closed; Annual closing of banks'],
  ['cds', '2026-01-15', 'closed; Municipal elections'],
  ['cds', '2023-12-29', '? holidays of cds: not known before 2024-01-01'],
  ['mcx', '2024-11-01', 'open 18:00-19:00; Muhurat trading'],
  ['cds', '2025-05-05', '? holidays of cds: not known on 2025-05-05'],
])('%s on %s: %s', (id, day, expected) => {
  expect(told(id, day)).toBe(expected);
});

test('a calendar that is not there is told with those that are', () => {
  expect(told('lse', '2026-01-05')).toContain('? no calendar "lse"; there are nse, nse-cas');
});

test.each([
  [2019, 17],
  [2020, 12],
  [2021, 13],
  [2022, 12],
  [2023, 15],
  [2024, 16],
  [2025, 13],
  [2026, 16],
])('in %i NSE is closed on %i weekdays', (year, count) => {
  let closed = 0;
  for (let day = dayOf(`${year}-01-01`); day <= dayOf(`${year}-12-31`); day += 1) {
    const answer = calendars.on('nse', day);
    if (!answer.known) continue;
    const { windows, what } = answer.value;
    if (windows.length === 0 && what !== 'weekend') closed += 1;
  }
  expect(closed).toBe(count);
});

const anyDay = fc.integer({ min: dayOf('2018-06-01'), max: dayOf('2027-06-01') });
const anyId = fc.constantFrom(...calendars.ids);

describe('any day of any calendar', () => {
  test('has sessions in order that do not overlap, or an honest answer', () => {
    fc.assert(
      fc.property(anyId, anyDay, (id, day) => {
        const answer = calendars.on(id, day);
        if (!answer.known) {
          expect(answer.why).toMatch(/not known|no rule is known/u);
          return;
        }
        const times = answer.value.windows.flatMap(({ from, until }) => [from, until]);
        expect(times).toEqual(times.toSorted());
        expect(answer.value.source.written).toMatch(/^\d{4}-\d\d-\d\d$/u);
      }),
    );
  });

  test('is the session before the one after it, where it has one itself', () => {
    fc.assert(
      fc.property(anyId, anyDay, (id, day) => {
        const own = calendars.on(id, day);
        const next = calendars.sessionDay(id, day, 1);
        if (!own.known || !next.known) return;
        const back = calendars.sessionDay(id, next.value, -1);
        if (!back.known) return;
        if (own.value.windows.length > 0) expect(formatDay(back.value)).toBe(formatDay(day));
        else expect(back.value).toBeLessThan(day);
      }),
    );
  });
});

test('a search that meets a day that is not known says so', () => {
  const answer = calendars.sessionDay('nse', dayOf('2026-11-06'), 1);
  expect(answer).toEqual({
    known: false,
    why: 'nse: the hours of 2026-11-08 are not known (Muhurat trading)',
  });
});

test('mistakes of hours and names are told with their rows', () => {
  const content = {
    knownUntil: '2026-12-31',
    sources: { s: { text: 'a list', written: '2026-01-01', certainty: 'checked' } },
    calendars: [{ id: 'x', zone: 'mars' }],
    complete: [{ calendars: 'y', from: '2020-01-01', source: 's' }],
    hours: [
      { calendars: 'x', from: '2020-01-01', to: null, windows: ['open 9:15-15:30'], source: 's' },
      {
        calendars: 'x',
        from: '2020-01-01',
        to: null,
        windows: ['open 09:15-15:30', 'postClose 15:00-16:00'],
        source: 's',
      },
    ],
    days: [{ calendars: 'x', day: '2020-02-30', what: 'no day', windows: [], source: 's' }],
  };
  expect(() => new MarketCalendars('x.json', content)).toThrow(
    [
      '  x.json: there is no calendar y',
      '  x.json, row 1: \'zone\': expected india, newYork, utc, found "mars"',
      '  x.json, row 1: \'windows\': expected a phase and its time, "open 09:15-15:30", found "open 9:15-15:30"',
      '  x.json, row 1: \'day\': expected a day, 2026-01-26, found "2020-02-30"',
      "  x.json, row 2: 'windows': 15:00 begins before 15:30, where the one before it ends",
      '  x.json, row 2: x from 2020-01-01 overlaps row 1, which holds until 2026-12-31',
    ].join('\n'),
  );
});

test('on a weekday without a session at NSE there is none at MCX in the morning', () => {
  for (let day = dayOf('2020-05-01'); day <= dayOf('2026-12-31'); day += 1) {
    const [nse, mcx] = ['nse', 'mcx'].map((id) => calendars.on(id, day));
    const isHoliday = nse?.known === true && nse.value.windows.length === 0 && weekdayOf(day) < 6;
    if (!isHoliday || mcx?.known !== true) continue;
    expect([formatDay(day), mcx.value.windows[0]?.from ?? 'closed']).not.toContain('09:00');
  }
});
