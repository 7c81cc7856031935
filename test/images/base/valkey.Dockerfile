# Where no registry can be reached: Debian's Redis under the names of Valkey's image, with an entrypoint that does the same
# (it starts as root, owns /data, and becomes the server's user).
ARG BASE
FROM ${BASE}
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends redis-server && rm -rf /var/lib/apt/lists/*
COPY valkey-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
RUN ln -s redis-server /usr/bin/valkey-server && ln -s redis-cli /usr/bin/valkey-cli \
 && mkdir /data && chown redis:redis /data
WORKDIR /data
ENTRYPOINT ["docker-entrypoint.sh"]
