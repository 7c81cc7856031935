import { Icon } from './icon.tsx';
import type { Look } from './state.ts';

/** A state: shape, colour and word. */
export function Mark({ look, word, large = false }: { look: Look; word?: string; large?: boolean }) {
  return (
    <span class={`mark tone-${look.tone} ${large ? 'mark-large' : ''}`}>
      <Icon name={look.icon} />
      {word ?? look.word}
    </span>
  );
}
