import { saved } from '../ui/saved.ts';

export const VIEWS = ['cards', 'table'] as const;
export type View = (typeof VIEWS)[number];

/** Up to this many clusters are cards until a person chooses. */
const FEW = 6;

const { choice, choose } = saved<View | 'auto'>('overview', ['auto', ...VIEWS]);

/** How this person looks at clusters. @param count how many there are */
export function viewOf(count: number): View {
  return choice.value === 'auto' ? (count <= FEW ? 'cards' : 'table') : choice.value;
}

export const chooseView: (view: View) => void = choose;
