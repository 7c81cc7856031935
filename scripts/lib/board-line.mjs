/**
 * What `npm start` says of Bull Board.
 * @param {string} page its address
 * @param {number | null} status how that answered without a login; null for not at all
 */
export function boardLine(page, status) {
  if (status === 404) return 'off; it needs bullBoard.password in the configuration';
  return `${page}   (with the user and the password of bullBoard, or a login as admin)`;
}
