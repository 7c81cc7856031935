import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../clock/manual.clock.ts';
import { emptyAgenda, Timeline } from './timeline.ts';

describe('a timeline', () => {
  it('performs what is due in its order, and nothing before its time', () => {
    const clock = new ManualClock(0);
    const timeline = new Timeline<string>(clock, emptyAgenda());
    timeline.after(30, 'late');
    timeline.after(10, 'early');
    timeline.after(10, 'early too');
    const done: string[] = [];
    clock.advance(20);
    timeline.catchUp((task) => done.push(task));
    expect(done).toEqual(['early', 'early too']);
    expect(timeline.nextDueAt()).toBe(30);
  });

  it('keeps the rhythm of a chain that was noticed late', () => {
    const clock = new ManualClock(0);
    const timeline = new Timeline<number>(clock, emptyAgenda());
    const moments: number[] = [];
    timeline.after(100, 1);
    clock.advance(10_000);
    timeline.catchUp((link) => {
      moments.push(timeline.now());
      if (link < 4) timeline.after(100, link + 1);
    });
    expect(moments).toEqual([100, 200, 300, 400]);
  });

  it('continues with an agenda that was saved in between', () => {
    const clock = new ManualClock(0);
    const agenda = emptyAgenda<string>();
    new Timeline(clock, agenda).after(50, 'remembered');
    const revived = new Timeline<string>(clock, JSON.parse(JSON.stringify(agenda)) as typeof agenda);
    const done: string[] = [];
    clock.advance(60);
    revived.catchUp((task) => done.push(task));
    expect(done).toEqual(['remembered']);
  });
});
