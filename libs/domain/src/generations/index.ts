export { GENERATIONS, type GenerationName } from './generation-name.ts';
export {
  ALL_GENERATIONS,
  generationNamed,
  generationOf,
  likelyGeneration,
  SUPPORTED_RANGE,
  zeebeSection,
} from './generations.ts';
export { SEPARATE_SHAPE, type ClusterShape } from './cluster-shape.ts';
export { type Generation } from './generation.ts';
export { ZEEBE_PROGRAM, type RestoreProgram } from './restore-program.ts';
export { hasActuator, isOrchestration } from './generation-of-actuators.ts';
