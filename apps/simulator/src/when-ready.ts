/**
 * Continues with a value, at once when it is there already. What is kept in memory is answered within the same tick, so
 * that no other request comes between reading and deciding; only what has to be read from a real store takes its time.
 */
export function whenReady<Value, Result>(
  value: Value | Promise<Value>,
  next: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  return value instanceof Promise ? value.then(next) : next(value);
}
