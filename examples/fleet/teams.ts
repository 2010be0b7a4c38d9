/** What a team runs. A registry of services or a file in Git may tell it; here it is made up, so that there are many. */
export interface Team {
  readonly name: string;
  /** Digest of the artifact with a folder for each app of the team, which its pipeline publishes. */
  readonly digest: string;
  readonly apps: readonly string[];
}

const SERVICES = ['checkout', 'catalog', 'search', 'accounts', 'payments', 'shipping', 'reviews', 'notifications'];

export const TEAMS: readonly Team[] = Array.from({ length: 50 }, (_, index) => ({
  name: `team-${index + 1}`,
  // A placeholder: the team's pipeline writes the digest that it has pushed and signed.
  digest: `sha256:${(index + 1).toString(16).padStart(2, '0').repeat(32)}`,
  apps: SERVICES.slice(0, 4 + index % 5),
}));
