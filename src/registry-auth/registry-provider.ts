/** Whose credentials Flux uses for a registry. */
export enum RegistryProvider {
  /** Any registry, with what Secrets say. */
  GENERIC = 'generic',
  /** Amazon Elastic Container Registry. */
  AWS = 'aws',
  /** Azure Container Registry. */
  AZURE = 'azure',
  /** Google Artifact Registry and Container Registry. */
  GCP = 'gcp',
}
