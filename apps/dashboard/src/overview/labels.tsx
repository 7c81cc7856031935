import type { ClusterOverview } from '#contracts';

interface LabelsProps {
  labels: ClusterOverview['labels'];
  /** Shown among them; left out where it stands elsewhere. */
  version?: ClusterOverview['version'];
}

/** Labels as they are configured, each with its name for who cannot guess it. */
export function Labels({ labels, version = null }: LabelsProps) {
  const entries = Object.entries({ ...(version !== null && { Camunda: version }), ...labels });
  if (entries.length === 0) return null;
  return (
    <ul class="labels" aria-label="Labels">
      {entries.map(([name, value]) => (
        <li key={name} title={`${name}: ${value}`}>
          <span class="unseen">{name}: </span>
          {value}
        </li>
      ))}
    </ul>
  );
}
