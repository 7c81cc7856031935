import { Component, type ComponentChildren } from 'preact';

/** How many are drawn again with one picture of the screen. */
const AT_A_TIME = 4;

interface InTurnProps {
  /** It is drawn again when one of these is another one. */
  of: readonly unknown[];
  children: () => ComponentChildren;
}

const waiting = new Set<Component>();
let isScheduled = false;

/**
 * One of many that may all change at once. They are drawn again a few at a time, so that a person can type and scroll meanwhile;
 * each shows what is known when its turn comes.
 */
export class InTurn extends Component<InTurnProps> {
  override shouldComponentUpdate({ of }: InTurnProps): boolean {
    if (of.some((value, index) => value !== this.props.of[index])) enqueue(this);
    return false;
  }

  override componentWillUnmount(): void {
    waiting.delete(this);
  }

  override render(): ComponentChildren {
    return this.props.children();
  }
}

function enqueue(component: Component): void {
  waiting.add(component);
  if (isScheduled) return;
  isScheduled = true;
  requestAnimationFrame(drawSome);
}

function drawSome(): void {
  for (const component of [...waiting].slice(0, AT_A_TIME)) {
    waiting.delete(component);
    component.forceUpdate();
  }
  isScheduled = waiting.size > 0;
  if (isScheduled) requestAnimationFrame(drawSome);
}
