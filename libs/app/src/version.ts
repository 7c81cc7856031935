export { VERSION } from '#config';
