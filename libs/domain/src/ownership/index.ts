export {
  DEFAULT_PREFIXES,
  INDEX_OWNERS,
  isDeletable,
  isNeighbours,
  isOwnIndex,
  overlap,
  patternsOf,
  recordsStem,
  stemsOfOwner,
  stemsOf,
  type IndexOwner,
  type IndexPrefixes,
  type IndexSpace,
  type OwnIndexSample,
} from './index-space.ts';
export {
  OWNERSHIP_PROOFS,
  originText,
  ownershipOf,
  type OwnershipProof,
  type OwnIdentity,
  type SetOrigin,
} from './ownership.ts';
export {
  installationOfMarker,
  isOwnMarker,
  NO_INDICES,
  ownerMarkerName,
  type OwnerMarker,
} from './owner-marker.ts';
export { templatePrefixes } from './template-prefixes.ts';
export { importersOf, type ImporterIndex } from './importers.ts';
export { prefixesIn, type FoundPrefixes } from './prefixes-in.ts';
