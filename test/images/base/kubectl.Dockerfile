# Where no registry can be reached: Debian's kubectl, at the place where the image of Kubernetes has it.
ARG BASE
FROM ${BASE}
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends kubernetes-client && rm -rf /var/lib/apt/lists/*
