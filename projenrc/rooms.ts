/** The rooms of src/ by rank: each may import from lower ranks only, never from one of its own rank. See CONTRIBUTING.md. */
export const RANKS: readonly (readonly string[])[] = [
  ['private'],
  ['oci', 'kube'],
  ['registry-auth', 'verification', 'artifact'],
  ['source'],
  ['delivery'],
  ['patterns', 'fleet'],
  ['publishing', 'migration', 'diagnosis'],
  ['cli'],
];

/** The rooms that this room must not import from. */
export function closedRooms(room: string): string[] {
  const rank = RANKS.findIndex(rooms => rooms.includes(room));
  if (rank < 0) throw new Error(`src/${room} has no rank: give it one in projenrc/rooms.ts`);
  return RANKS.slice(rank).flat().filter(other => other !== room);
}
