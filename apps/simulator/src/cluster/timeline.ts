import type { Clock } from '../clock/clock.ts';

/** What a cluster still has to do, as plain data, so that it can be written to a file and taken up again. */
export interface Agenda<Task> {
  order: number;
  due: { readonly at: number; readonly order: number; readonly task: Task }[];
}

export const emptyAgenda = <Task>(): Agenda<Task> => ({ order: 0, due: [] });

/**
 * Runs an agenda against a clock. While a task is performed, `now()` is the moment the task was due and not
 * the moment it was noticed: a chain of tasks keeps its rhythm even when no call came for an hour.
 */
export class Timeline<Task> {
  private moment: number | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly agenda: Agenda<Task>,
  ) {}

  now(): number {
    return this.moment ?? this.clock.now();
  }

  after(ms: number, task: Task): void {
    this.agenda.order += 1;
    this.agenda.due.push({ at: this.now() + ms, order: this.agenda.order, task });
  }

  drop(unwanted: (task: Task) => boolean): void {
    this.agenda.due = this.agenda.due.filter(({ task }) => !unwanted(task));
  }

  find(wanted: (task: Task) => boolean): Task | undefined {
    return this.agenda.due.find(({ task }) => wanted(task))?.task;
  }

  nextDueAt(): number | undefined {
    return this.agenda.due.length === 0 ? undefined : Math.min(...this.agenda.due.map(({ at }) => at));
  }

  /** Performs all that is due, earliest first, including what follows from it. True when anything was done. */
  catchUp(perform: (task: Task) => void): boolean {
    let busy = false;
    for (let next = this.takeDue(); next !== undefined; next = this.takeDue()) {
      this.moment = next.at;
      try {
        perform(next.task);
      } finally {
        this.moment = undefined;
      }
      busy = true;
    }
    return busy;
  }

  private takeDue(): Agenda<Task>['due'][number] | undefined {
    const limit = this.clock.now();
    const next = this.agenda.due
      .filter(({ at }) => at <= limit)
      .sort((a, b) => a.at - b.at || a.order - b.order)[0];
    if (next !== undefined) this.agenda.due.splice(this.agenda.due.indexOf(next), 1);
    return next;
  }
}
