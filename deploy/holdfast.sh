#!/bin/sh
exec node /app/dist/apps/cli/src/main.js "$@"
