{{- /* Names and labels. */ -}}

{{- define "holdfast.fullname" -}}
{{- if contains "holdfast" .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-holdfast" .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "holdfast.selector" -}}
app.kubernetes.io/name: holdfast
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "holdfast.labels" -}}
{{ include "holdfast.selector" . }}
app.kubernetes.io/part-of: holdfast
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | trunc 63 | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "holdfast.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (printf "%s-coordinator" (include "holdfast.fullname" .)) -}}
{{- end -}}

{{- define "holdfast.configSecret" -}}
{{- .Values.existingConfigSecret | default (printf "%s-config" (include "holdfast.fullname" .)) -}}
{{- end -}}

{{- /* Takes [root, app, suffix of the tag]. */ -}}
{{- define "holdfast.image" -}}
{{- $root := index . 0 -}}
{{- $app := index . 1 -}}
{{- $suffix := index . 2 -}}
{{- $name := printf "%s/holdfast-%s" (trimSuffix "/" $root.Values.image.registry) $app -}}
{{- $digest := get $root.Values.image.digests $app -}}
{{- if $digest -}}
{{- printf "%s@%s" $name $digest -}}
{{- else -}}
{{- printf "%s:%s%s" $name ($root.Values.image.tag | default $root.Chart.AppVersion) $suffix -}}
{{- end -}}
{{- end -}}
