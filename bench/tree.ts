import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Two of them are Flux's. */
const FILES_OF_APP = 6;
const APPS_OF_GROUP = 40;

/** Writes a repository of about so many files, the same ones each time, as home and company fleets have them. Returns how many there are. */
export function writeTree(folder: string, files: number): number {
  let written = 0;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    written++;
  };
  write('clusters/main/flux-system/source.yaml', SOURCE);
  write('clusters/main/apps.yaml', ROOT);
  const apps = Math.max(1, Math.floor((files - 3) / (FILES_OF_APP + 2 / APPS_OF_GROUP)));
  for (let first = 0; first < apps; first += APPS_OF_GROUP) {
    const numbers = Array.from({ length: Math.min(APPS_OF_GROUP, apps - first) }, (_, index) => first + index);
    const group = `group-${first / APPS_OF_GROUP}`;
    write(`apps/${group}/kustomization.yaml`, kustomization(['./charts.yaml', ...numbers.map(number => `./app-${number}/ks.yaml`)]));
    write(`apps/${group}/charts.yaml`, helmRepository(group));
    for (const number of numbers) writeApp(write, group, number);
  }
  return written;
}

function writeApp(write: (path: string, text: string) => void, group: string, number: number): void {
  const folder = `apps/${group}/app-${number}`;
  write(`${folder}/ks.yaml`, delivery(group, number));
  write(`${folder}/app/helmrelease.yaml`, helmRelease(group, number));
  write(`${folder}/app/kustomization.yaml`, kustomization(['./helmrelease.yaml', './deployment.yaml', './config.yaml', './secret.sops.yaml']));
  write(`${folder}/app/deployment.yaml`, deployment(number));
  write(`${folder}/app/config.yaml`, config(number));
  write(`${folder}/app/secret.sops.yaml`, secret(number));
}

const SOURCE = `---
# the repository itself
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 30m
  url: https://git.example/acme/fleet
  ref:
    branch: main
`;

const ROOT = `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 30m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
`;

const helmRepository = (group: string) => `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: ${group}
  namespace: flux-system
spec:
  type: oci
  interval: 2h
  url: oci://ghcr.io/acme/charts
`;

const kustomization = (resources: readonly string[]) => `---
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
${resources.map(resource => `  - ${resource}\n`).join('')}`;

const delivery = (group: string, number: number) => `---
# yaml-language-server: $schema=https://schemas.example/kustomization_v1.json
apiVersion: kustomize.toolkit.fluxcd.io/${number % 5 === 0 ? 'v1beta2' : 'v1'}
kind: Kustomization
metadata:
  name: &app app-${number}
  namespace: flux-system
spec:
  targetNamespace: ${group}
  commonMetadata:
    labels:
      app.kubernetes.io/name: *app
${number % 3 === 0 ? `  dependsOn:\n    - name: app-${number + 1} # its database\n` : ''}  path: ./apps/${group}/app-${number}/app
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
  wait: ${number % 2 === 0}
  interval: 30m
  retryInterval: 1m
  timeout: 5m
`;

/** Some are of old API versions. Of ten charts three come from an OCI repository, the rest from one by https. */
const helmRelease = (group: string, number: number) => `---
# yaml-language-server: $schema=https://schemas.example/helmrelease_v2.json
apiVersion: helm.toolkit.fluxcd.io/${number % 4 === 0 ? 'v2beta2' : 'v2'}
kind: HelmRelease
metadata:
  name: &app app-${number}
spec:
  interval: 30m
  chart:
    spec:
      chart: app-template
      version: 3.${number % 7}.${number % 11} # renovate: datasource=helm
      sourceRef:
        kind: HelmRepository
        name: ${number % 10 < 3 ? group : 'charts-by-https'}
        namespace: flux-system
  install:
    remediation:
      retries: 3
  upgrade:
    cleanupOnFail: true
    remediation:
      strategy: rollback
      retries: 3
  values:
    controllers:
      main:
        replicas: ${1 + number % 3}
        annotations:
          acme.example/reload: "true"
        containers:
          main:
            image:
              repository: ghcr.io/acme/app-${number}
              tag: 1.${number % 13}.0@sha256:${'0123456789abcdef'.repeat(4)}
            env:
              TZ: \${TIMEZONE}
              APP__PORT: &port 8080
              APP__URL: "https://app-${number}.\${SECRET_DOMAIN}"
            envFrom:
              - secretRef:
                  name: *app
            probes:
              liveness: &probes
                enabled: true
                custom: true
                spec:
                  httpGet: { path: /healthz, port: *port }
                  initialDelaySeconds: 0
                  periodSeconds: 10
              readiness: *probes
            resources:
              requests: { cpu: 10m, memory: ${64 + number % 64}Mi }
              limits: { memory: 512Mi }
    service:
      main:
        controller: main
        ports:
          http: { port: *port }
    ingress:
      main:
        className: internal
        hosts:
          - host: "{{ .Release.Name }}.\${SECRET_DOMAIN}"
            paths:
              - path: /
                service: { identifier: main, port: http }
    persistence:
      data:
        existingClaim: *app
      config:
        type: configMap
        name: app-${number}-config
        globalMounts:
          - path: /config/app.yaml
            subPath: app.yaml
`;

const deployment = (number: number) => `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: worker-${number}
  labels: { app.kubernetes.io/name: worker-${number} }
spec:
  replicas: 2
  selector:
    matchLabels: { app.kubernetes.io/name: worker-${number} }
  template:
    metadata:
      labels: { app.kubernetes.io/name: worker-${number} }
    spec:
      containers:
${['worker', 'metrics', 'sidecar'].map(name => `        - name: ${name}
          image: ghcr.io/acme/${name}:2.${number % 17}.1
          args: ["--verbose", "--number=${number}"]
          env:
            - name: LOG_LEVEL
              value: info
            - name: POD_NAME
              valueFrom:
                fieldRef: { fieldPath: metadata.name }
          resources:
            requests: { cpu: 50m, memory: 64Mi }
`).join('')}`;

const config = (number: number) => `---
apiVersion: v1
kind: ConfigMap
metadata:
  name: app-${number}-config
data:
  app.yaml: |
    # what the app reads
    server:
      port: 8080
      routes:
${Array.from({ length: 10 + number % 40 }, (_, route) => `        - { path: /api/v1/resource-${route}, methods: [GET, POST], cache: ${route}s }\n`).join('')}`;

const secret = (number: number) => `apiVersion: v1
kind: Secret
metadata:
  name: app-${number}
stringData:
${Array.from({ length: 4 }, (_, key) => `  KEY_${key}: ENC[AES256_GCM,data:${'Zm9vYmFy'.repeat(4)},iv:${'QUJDREVG'.repeat(5)}=,tag:${'MDEyMzQ1'.repeat(2)}==,type:str]\n`).join('')}sops:
  age:
    - recipient: age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq
      enc: |
        -----BEGIN AGE ENCRYPTED FILE-----
${Array.from({ length: 6 }, () => `        ${'YWdlLWVuY3J5cHRpb24'.repeat(3)}\n`).join('')}        -----END AGE ENCRYPTED FILE-----
  lastmodified: "2026-01-01T00:00:00Z"
  mac: ENC[AES256_GCM,data:${'c29wcw'.repeat(12)},type:str]
  version: 3.9.0
`;
