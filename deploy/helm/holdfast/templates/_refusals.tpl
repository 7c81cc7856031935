{{- /* What values.schema.json cannot say: values that do not fit each other. Each message names the value and the remedy. */ -}}
{{- define "holdfast.refuse" -}}
{{- if and .Values.config .Values.existingConfigSecret -}}
{{- fail "existingConfigSecret: must not stand next to config; remove one of them" -}}
{{- end -}}
{{- if not (or .Values.config .Values.existingConfigSecret) -}}
{{- fail "config: is empty; write the content of holdfast.yaml there, or name its Secret in existingConfigSecret" -}}
{{- end -}}
{{- if .Values.config -}}
{{- if not .Values.config.clusters -}}
{{- fail "config.clusters: must name at least one cluster" -}}
{{- end -}}
{{- if not .Values.config.access -}}
{{- fail "config.access: is missing, and Holdfast does not listen beyond its own machine without a login; make a token with `holdfast token create --name ops --role admin` and add the lines that it prints" -}}
{{- end -}}
{{- $http := .Values.config.http | default dict -}}
{{- if or (and $http.host (ne $http.host "0.0.0.0")) (and $http.port (ne (int $http.port) 8080)) -}}
{{- fail "config.http: host and port are given by the chart (0.0.0.0 and 8080); remove them. The port of the service is coordinator.service.port" -}}
{{- end -}}
{{- end -}}
{{- if .Values.redis.bundled.enabled -}}
{{- if .Values.config.redis -}}
{{- fail "config.redis: must not stand next to redis.bundled.enabled: true; remove it, or set redis.bundled.enabled: false" -}}
{{- end -}}
{{- if not .Values.redis.passwordSecret.name -}}
{{- fail "redis.passwordSecret.name: is missing; make one with `kubectl create secret generic holdfast-redis --from-literal=password=$(openssl rand -hex 24)` and name it" -}}
{{- end -}}
{{- else if and .Values.config (not .Values.config.redis) -}}
{{- fail "config.redis: is missing, and redis.bundled.enabled is false; write where Redis is" -}}
{{- end -}}
{{- if and .Values.coordinator.persistence.enabled (gt (int .Values.coordinator.replicas) 1) -}}
{{- fail "coordinator.persistence.enabled: one volume serves one pod; set coordinator.replicas: 1, or turn it off" -}}
{{- end -}}
{{- if include "holdfast.runsCommands" . -}}
{{- if gt (int .Values.coordinator.replicas) 1 -}}
{{- fail "coordinator.replicas: must be 1, because a cluster has restore.control: commands or a relational database, whose commands run in the pod of the coordinator" -}}
{{- end -}}
{{- if not .Values.coordinator.persistence.enabled -}}
{{- fail "coordinator.persistence.enabled: must be true, because a cluster has restore.control: commands or a relational database, and what their commands did must outlive the pod" -}}
{{- end -}}
{{- end -}}
{{- with .Values.metrics.serviceMonitor -}}
{{- if and .enabled (not .tokenSecret.name) (ne (dig "access" "metrics" "" $.Values.config) "open") -}}
{{- fail "metrics.serviceMonitor.tokenSecret.name: is missing; name a Secret with a token that sees all clusters, or set config.access.metrics: open" -}}
{{- end -}}
{{- end -}}
{{- end -}}
