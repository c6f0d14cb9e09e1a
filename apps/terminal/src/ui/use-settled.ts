import { useEffect, useState } from 'react';

/**
 * A value once it has stayed the same for so long: what is asked for while somebody types.
 *
 * @example
 * const asked = useSettled(text, 300);
 */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
