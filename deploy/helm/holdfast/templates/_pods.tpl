{{- /* What the pods of all apps have in common. */ -}}

{{- define "holdfast.podSecurity" -}}
runAsNonRoot: true
seccompProfile: { type: RuntimeDefault }
{{- if not .Values.openshift }}
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
fsGroupChangePolicy: OnRootMismatch
{{- end }}
{{- end -}}

{{- define "holdfast.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{- /*
Annotations of a pod. Running processes take up most changes of the configuration by themselves; the checksum rolls the pods
for what needs a restart (docs/configuration.md), and leaves a run alone otherwise.
*/ -}}
{{- define "holdfast.podAnnotations" -}}
{{- if .Values.config }}
{{- $config := include "holdfast.config" . | fromYaml }}
{{- $restart := pick $config "redis" "http" "lock" "steps" "bullBoard" }}
{{- $restart = set $restart "login" (dict "tokens" (empty (dig "access" "tokens" list $config)) "oidc" (empty (dig "access" "oidc" dict $config))) }}
checksum/config: {{ toJson $restart | sha256sum }}
{{- end }}
{{- with .Values.podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* Takes [root, component]. */ -}}
{{- define "holdfast.podLabels" -}}
{{- $root := index . 0 -}}
{{ include "holdfast.labels" $root }}
app.kubernetes.io/component: {{ index . 1 }}
{{- with $root.Values.podLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "holdfast.placement" -}}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{- /* Replicas on different nodes where that is possible. Takes [root, component]. */ -}}
{{- define "holdfast.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "holdfast.selector" (index . 0) | nindent 8 }}
        app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "holdfast.environment" -}}
env:
  - { name: HOLDFAST_CONFIG, value: /etc/holdfast/holdfast.yaml }
  - { name: HOLDFAST_STATE, value: /var/lib/holdfast }
  - { name: HOLDFAST_HEALTH_HOST, value: 0.0.0.0 }
  - { name: HOLDFAST_HEALTH_PORT, value: '8080' }
  {{- with .Values.logLevel }}
  - { name: HOLDFAST_LOG_LEVEL, value: {{ . | quote }} }
  {{- end }}
  {{- if .Values.redis.passwordSecret.name }}
  - name: HOLDFAST_REDIS_PASSWORD
    valueFrom:
      secretKeyRef: { name: {{ .Values.redis.passwordSecret.name }}, key: {{ .Values.redis.passwordSecret.key }} }
  {{- end }}
  {{- range $name, $value := .Values.environment }}
  - { name: {{ $name }}, value: {{ $value | quote }} }
  {{- end }}
{{- with .Values.secrets }}
envFrom:
  {{- range . }}
  - secretRef: { name: {{ . }} }
  {{- end }}
{{- end }}
{{- end -}}

{{- define "holdfast.mounts" -}}
- { name: config, mountPath: /etc/holdfast, readOnly: true }
- { name: state, mountPath: /var/lib/holdfast }
- { name: tmp, mountPath: /tmp }
{{- end -}}

{{- define "holdfast.volumes" -}}
- name: config
  secret:
    secretName: {{ include "holdfast.configSecret" . }}
    defaultMode: 0440
- { name: tmp, emptyDir: { sizeLimit: 64Mi } }
{{- end -}}

{{- /* A process has 25 s for a pass that is under way; a new one has time to load and to reach Redis. */ -}}
{{- define "holdfast.probes" -}}
startupProbe:
  httpGet: { path: /health/live, port: http }
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: { path: /health/live, port: http }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: { path: /health/ready, port: http }
  periodSeconds: 5
  timeoutSeconds: 5
{{- end -}}
