/** What a schedule does when its time comes while another run holds the cluster. */
export const OVERLAP_POLICIES = ['skip', 'buffer-one'] as const;
export type OverlapPolicy = (typeof OVERLAP_POLICIES)[number];

/** What became of one planned time. */
export const SLOT_RESULTS = ['started', 'buffered', 'skipped', 'missed', 'failed'] as const;
export type SlotResult = (typeof SLOT_RESULTS)[number];

/** Why a planned time was skipped. */
export const SKIP_CAUSES = ['paused', 'busy'] as const;
export type SkipCause = (typeof SKIP_CAUSES)[number];
