/** How the restore program of a broker is told in its environment what to do. */
export interface RestoreProgram {
  /** The variable that holds the node id. */
  nodeId: string;
  /** What else it needs. */
  variables: Readonly<Record<string, string>>;
}

/** Up to 8.7. */
export const ZEEBE_PROGRAM: RestoreProgram = { nodeId: 'ZEEBE_BROKER_CLUSTER_NODEID', variables: {} };

/**
 * From 8.8 on. It must not have the older variable: old and new keys of one setting together keep it from starting unless they
 * are equal (Camunda issue 51867).
 */
export const ORCHESTRATION_PROGRAM: RestoreProgram = {
  nodeId: 'VALUES_ORCHESTRATION_NODE_ID',
  variables: { SPRING_PROFILES_ACTIVE: 'restore' },
};
