import type { ComponentChildren } from 'preact';

interface ButtonProps {
  children: ComponentChildren;
  onPress?: () => void;
  kind?: 'primary' | 'plain' | 'danger' | 'link';
  type?: 'button' | 'submit';
  busy?: boolean;
  disabled?: boolean;
  /** What a screen reader reads, where the text alone does not say of what. */
  label?: string;
}

export function Button(props: ButtonProps) {
  const { children, onPress, kind = 'plain', type = 'button', busy = false, disabled = false, label } = props;
  return (
    <button
      type={type}
      class={`button button-${kind}`}
      // It stays where it is for the focus, and does nothing meanwhile.
      aria-disabled={busy}
      disabled={disabled}
      aria-label={label}
      onClick={() => {
        if (!busy) onPress?.();
      }}
    >
      {children}
    </button>
  );
}
