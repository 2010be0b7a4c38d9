/** A controller of Flux; its Deployment and its ServiceAccount have one name. */
export enum FluxController {
  /** Pulls sources: of an `OciRepository` it is the only one that needs an identity. */
  SOURCE = 'source-controller',
  /** Decrypts and applies Kustomizations. */
  KUSTOMIZE = 'kustomize-controller',
  /** Releases Helm charts. */
  HELM = 'helm-controller',
  /** Sends and receives notifications. */
  NOTIFICATION = 'notification-controller',
  /** Looks for new tags. */
  IMAGE_REFLECTOR = 'image-reflector-controller',
  /** Writes new tags into Git. */
  IMAGE_AUTOMATION = 'image-automation-controller',
  /** Composes artifacts. */
  SOURCE_WATCHER = 'source-watcher',
}
