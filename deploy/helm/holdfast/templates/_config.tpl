{{- /* What the configuration says, and what the chart adds to it. */ -}}

{{- /* The clusters of config as a JSON list; empty with existingConfigSecret. */ -}}
{{- define "holdfast.clusters" -}}
{{- dict "clusters" (.Values.config.clusters | default list) | toJson -}}
{{- end -}}

{{- /* The content of holdfast.yaml. */ -}}
{{- define "holdfast.config" -}}
{{- $config := deepCopy .Values.config -}}
{{- $http := merge (dict "host" "0.0.0.0" "port" 8080) ($config.http | default dict) -}}
{{- $config = set $config "http" $http -}}
{{- if .Values.redis.bundled.enabled -}}
{{- $url := printf "redis://%s-redis:6379" (include "holdfast.fullname" .) -}}
{{- $config = set $config "redis" (dict "url" $url "password" "${HOLDFAST_REDIS_PASSWORD}") -}}
{{- end -}}
{{- toYaml $config -}}
{{- end -}}

{{- /* "true" where the commands of an operator run in the pod of the coordinator. */ -}}
{{- define "holdfast.runsCommands" -}}
{{- range (include "holdfast.clusters" . | fromJson).clusters -}}
{{- if or .database (eq (dig "restore" "control" "" .) "commands") -}}true{{- end -}}
{{- end -}}
{{- end -}}

{{- /* "true" where a cluster has one of these sections. Takes [root, section, ...]. */ -}}
{{- define "holdfast.hasSection" -}}
{{- $root := first . -}}
{{- $sections := rest . -}}
{{- range $cluster := (include "holdfast.clusters" $root | fromJson).clusters -}}
{{- range $sections -}}
{{- if hasKey $cluster . -}}true{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* "true" where this worker is installed. Takes [root, name]. */ -}}
{{- define "holdfast.hasWorker" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $sections := dict
      "zeebe" (list "zeebe" "orchestration")
      "operate" (list "operate")
      "tasklist" (list "tasklist")
      "webapps" (list "orchestration")
      "optimize" (list "optimize")
      "records" (list "records") -}}
{{- $enabled := toString (get $root.Values.workers.enabled $name) -}}
{{- if eq $enabled "true" -}}
true
{{- else if eq $enabled "auto" -}}
{{- if $root.Values.existingConfigSecret -}}
true
{{- else -}}
{{- if include "holdfast.hasSection" (concat (list $root) (get $sections $name)) -}}true{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* Namespaces in which restores happen, as a JSON list. A cluster with a kubeconfig of its own brings its own rights. */ -}}
{{- define "holdfast.restoreNamespaces" -}}
{{- $names := .Values.rbac.restoreNamespaces -}}
{{- range (include "holdfast.clusters" . | fromJson).clusters -}}
{{- if and (eq (dig "restore" "control" "" .) "kubernetes") (not (dig "restore" "kubernetes" "kubeconfig" "" .)) -}}
{{- $names = append $names (dig "restore" "kubernetes" "namespace" "" .) -}}
{{- end -}}
{{- end -}}
{{- dict "names" ($names | compact | uniq | sortAlpha) | toJson -}}
{{- end -}}

{{- /* "true" where the coordinator calls the API server with its own service account. */ -}}
{{- define "holdfast.usesKubernetes" -}}
{{- $rbac := .Values.rbac -}}
{{- if or .Values.serviceAccount.name $rbac.probeNamespaces $rbac.extraRoles (include "holdfast.restoreNamespaces" . | fromJson).names -}}true{{- end -}}
{{- end -}}
