interface ChoiceProps<T extends string> {
  name: string;
  value: T;
  options: readonly T[];
  onChoose: (value: T) => void;
}

/** One of a few words. */
export function Choice<T extends string>({ name, value, options, onChoose }: ChoiceProps<T>) {
  return (
    <label class="filter">
      {name}
      <select
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options.find((option) => option === currentTarget.value);
          if (chosen !== undefined) onChoose(chosen);
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}
