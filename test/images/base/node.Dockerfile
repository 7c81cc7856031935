# Where no registry can be reached: Debian with the Node of this checkout and the npm of this machine.
ARG BASE
FROM ${BASE}
COPY ca.crt /etc/ssl/certs/ca-certificates.crt
COPY node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && useradd --uid 1000 --user-group node
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
